# Error of the sketched margin against the sketch's dimension
# Run in this folder: gnuplot sketch_error.gp
reset
set encoding utf8
clamp(v, low, high) = v < low ? low : v > high ? high : v
do for [format in 'svg pdf png'] {
  if (format eq 'svg') {
    set terminal svg size 880,431 noenhanced font 'sans-serif,13' background '#ffffff'
    size = 13
  }
  if (format eq 'pdf') {
    set terminal pdfcairo size 9.167in,4.490in noenhanced font 'DejaVu Sans,9.75' fontscale 0.75 linewidth 1.3 pointscale 0.75 background '#ffffff'
    size = 9.75
  }
  if (format eq 'png') {
    set terminal pngcairo size 1760,862 noenhanced font 'DejaVu Sans,9.75' fontscale 2 linewidth 2 pointscale 2 background '#ffffff'
    size = 9.75
  }
  set output 'sketch_error.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'Error of the sketched margin against the sketch’s dimension' at screen 0.50000, screen 0.96056 center font large
  # Panel 1
  set lmargin at screen 0.08636
  set rmargin at screen 0.48409
  set bmargin at screen 0.25986
  set tmargin at screen 0.86311
  set logscale x
  set xrange [13.547925:4837.345941]
  set xtics out nomirror scale 0.7,0.4 ('100' 100, '1000' 1000, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1, '' 400 1, '' 500 1, '' 600 1, '' 700 1, '' 800 1, '' 900 1, '' 2000 1, '' 3000 1, '' 4000 1) font small
  set logscale y
  set yrange [0.005888856116:45.07026831]
  set ytics out nomirror scale 0.7,0.4 ('0.01' 0.01, '0.1' 0.1, '1' 1, '10' 10, '' 0.006 1, '' 0.007 1, '' 0.008 1, '' 0.009 1, '' 0.02 1, '' 0.03 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1) font small
  set label 'shuttle for cod-rna' at screen 0.28523, screen 0.89559 center
  set label 'sketch dimension r' at screen 0.28523, screen 0.15777 center
  set label 'error of the margin' at screen 0.01818, screen 0.56148 center rotate by 90
  plot 'sketch_error.dat' index 0 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'sketch_error.dat' index 1 using 1:2 with lines lc rgb '#000000' lw 1.8 dt (2,4) notitle, \
    'sketch_error.dat' index 2 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'sketch_error.dat' index 3 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle, \
    'sketch_error.dat' index 4 using 1:2 with lines lc rgb '#009E73' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 2
  set lmargin at screen 0.58636
  set rmargin at screen 0.98409
  set bmargin at screen 0.25986
  set tmargin at screen 0.86311
  set logscale x
  set xrange [13.547925:4837.345941]
  set xtics out nomirror scale 0.7,0.4 ('100' 100, '1000' 1000, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1, '' 400 1, '' 500 1, '' 600 1, '' 700 1, '' 800 1, '' 900 1, '' 2000 1, '' 3000 1, '' 4000 1) font small
  set logscale y
  set yrange [0.0192919725:23.74472229]
  set ytics out nomirror scale 0.7,0.4 ('0.1' 0.1, '1' 1, '10' 10, '' 0.02 1, '' 0.03 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1) font small
  set label 'fashion-mnist-2-4' at screen 0.78523, screen 0.89559 center
  set label 'sketch dimension r' at screen 0.78523, screen 0.15777 center
  set label 'error of the margin' at screen 0.51818, screen 0.56148 center rotate by 90
  plot 'sketch_error.dat' index 5 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'sketch_error.dat' index 6 using 1:2 with lines lc rgb '#000000' lw 1.8 dt (2,4) notitle, \
    'sketch_error.dat' index 7 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'sketch_error.dat' index 8 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle, \
    'sketch_error.dat' index 9 using 1:2 with lines lc rgb '#009E73' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Legend
  set lmargin at screen 0
  set bmargin at screen 0
  set rmargin at screen 1
  set tmargin at screen 1
  unset border
  unset tics
  unset grid
  unset logscale
  set xrange [0:1]
  set yrange [0:1]
  set key at screen 0.50000, screen 0.10209 center top horizontal Left reverse noenhanced maxcols 4 samplen 3.5 spacing 1.1 font small
  plot -1 notitle, \
    keyentry with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 title '||x|| bounded', \
    keyentry with lines lc rgb '#000000' lw 1.8 dt (2,4) title 'bounded, formula', \
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 title '||x|| free', \
    keyentry with lines lc rgb '#D55E00' lw 1.8 dt (2,4) title 'free, formula', \
    keyentry with lines lc rgb '#009E73' lw 1.8 dt (2,4) title 'delta'
  unset multiplot
  unset output
}
