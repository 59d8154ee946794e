# Size of the coefficients against degree
# Run in this folder: gnuplot growth.gp
reset
set encoding utf8
clamp(v, low, high) = v < low ? low : v > high ? high : v
do for [format in 'svg pdf png'] {
  if (format eq 'svg') {
    set terminal svg size 880,507 noenhanced font 'sans-serif,13' background '#ffffff'
    size = 13
  }
  if (format eq 'pdf') {
    set terminal pdfcairo size 9.167in,5.281in noenhanced font 'DejaVu Sans,9.75' fontscale 0.75 linewidth 1.3 pointscale 0.75 background '#ffffff'
    size = 9.75
  }
  if (format eq 'png') {
    set terminal pngcairo size 1760,1014 noenhanced font 'DejaVu Sans,9.75' fontscale 2 linewidth 2 pointscale 2 background '#ffffff'
    size = 9.75
  }
  set output 'growth.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'Size of the coefficients against degree' at screen 0.50000, screen 0.96647 center font large
  # Panel 1
  set lmargin at screen 0.08636
  set rmargin at screen 0.48409
  set bmargin at screen 0.37081
  set tmargin at screen 0.88363
  unset logscale x
  set xrange [0.1:31.9]
  set xtics out nomirror scale 0.7,0.4 ('5' 5, '10' 10, '15' 15, '20' 20, '25' 25, '30' 30) font small
  set logscale y
  set yrange [0.3032646827:2.199695513e+12]
  set ytics out nomirror scale 0.7,0.4 ('10⁰' 1, '' 10 1, '' 100 1, '10³' 1000, '' 10000 1, '' 100000 1, '10⁶' 1000000, '' 10000000 1, '' 100000000 1, '10⁹' 1000000000, '' 1e+10 1, '' 1e+11 1, '10¹²' 1e+12) font small
  set label 'sigmoid' at screen 0.28523, screen 0.91124 center
  set label 'degree' at screen 0.28523, screen 0.28402 center
  set label 'sum of |coefficients|' at screen 0.01818, screen 0.62722 center rotate by 90
  set key at screen 0.25000, screen 0.24458 center top horizontal Left reverse noenhanced maxcols 1 samplen 3.5 spacing 1.1 font small
  plot 'growth.dat' index 0 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'growth.dat' index 1 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'growth.dat' index 2 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'growth.dat' index 3 using 1:2 with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 1 notitle, \
    'growth.dat' index 4 using 1:2 with lines lc rgb '#000000' lw 1.8 dt (2,4) notitle, \
    keyentry with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 title 'R = 2, monomial basis', \
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 title 'R = 5, monomial basis', \
    keyentry with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 title 'R = 8, monomial basis', \
    keyentry with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 1 title 'Chebyshev basis, largest', \
    keyentry with lines lc rgb '#000000' lw 1.8 dt (2,4) title 'growth of T_d'
  unset label
  unset key
  # Panel 2
  set lmargin at screen 0.58636
  set rmargin at screen 0.98409
  set bmargin at screen 0.37081
  set tmargin at screen 0.88363
  unset logscale x
  set xrange [0.1:31.9]
  set xtics out nomirror scale 0.7,0.4 ('5' 5, '10' 10, '15' 15, '20' 20, '25' 25, '30' 30) font small
  set logscale y
  set yrange [0.4102530999:2.174278943e+12]
  set ytics out nomirror scale 0.7,0.4 ('10⁰' 1, '' 10 1, '' 100 1, '10³' 1000, '' 10000 1, '' 100000 1, '10⁶' 1000000, '' 10000000 1, '' 100000000 1, '10⁹' 1000000000, '' 1e+10 1, '' 1e+11 1, '10¹²' 1e+12) font small
  set label 'step' at screen 0.78523, screen 0.91124 center
  set label 'degree' at screen 0.78523, screen 0.28402 center
  set label 'sum of |coefficients|' at screen 0.51818, screen 0.62722 center rotate by 90
  set key at screen 0.75000, screen 0.24458 center top horizontal Left reverse noenhanced maxcols 1 samplen 3.5 spacing 1.1 font small
  plot 'growth.dat' index 5 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'growth.dat' index 6 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'growth.dat' index 7 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'growth.dat' index 8 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'growth.dat' index 9 using 1:2 with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 1 notitle, \
    'growth.dat' index 10 using 1:2 with lines lc rgb '#000000' lw 1.8 dt (2,4) notitle, \
    keyentry with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 title 'gap 0.05 R, monomial basis', \
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 title 'gap 0.1 R, monomial basis', \
    keyentry with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 title 'gap 0.2 R, monomial basis', \
    keyentry with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 title 'gap 0.4 R, monomial basis', \
    keyentry with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 1 title 'Chebyshev basis, largest', \
    keyentry with lines lc rgb '#000000' lw 1.8 dt (2,4) title 'growth of T_d'
  unset label
  unset key
  unset multiplot
  unset output
}
