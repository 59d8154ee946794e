# Excess loss over 32-bit training against bits
# Run in this folder: gnuplot excess_against_bits.gp
reset
set encoding utf8
clamp(v, low, high) = v < low ? low : v > high ? high : v
do for [format in 'svg pdf png'] {
  if (format eq 'svg') {
    set terminal svg size 1020,362 noenhanced font 'sans-serif,13' background '#ffffff'
    size = 13
  }
  if (format eq 'pdf') {
    set terminal pdfcairo size 10.625in,3.771in noenhanced font 'DejaVu Sans,9.75' fontscale 0.75 linewidth 1.3 pointscale 0.75 background '#ffffff'
    size = 9.75
  }
  if (format eq 'png') {
    set terminal pngcairo size 2040,724 noenhanced font 'DejaVu Sans,9.75' fontscale 2 linewidth 2 pointscale 2 background '#ffffff'
    size = 9.75
  }
  set output 'excess_against_bits.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'Excess loss over 32-bit training against bits' at screen 0.50000, screen 0.95304 center font large
  # Panel 1
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.25691
  set tmargin at screen 0.83702
  unset logscale x
  set xrange [0.79:8.21]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5, '6' 6, '7' 7, '8' 8) font small
  set logscale y
  set yrange [2.409999371e-07:91.18727671]
  set ytics out nomirror scale 0.7,0.4 ('10⁻⁶' 1e-06, '' 1e-05 1, '10⁻⁴' 0.0001, '' 0.001 1, '10⁻²' 0.01, '' 0.1 1, '10⁰' 1, '' 10 1) font small
  set label 'synthetic-100' at screen 0.19706, screen 0.87569 center
  set label 'bits' at screen 0.19706, screen 0.13536 center
  set label 'excess half-MSE' at screen 0.01569, screen 0.54696 center rotate by 90
  plot 'excess_against_bits.dat' index 0 using 1:(clamp($3, 2.409999371e-07, 91.18727671)):(clamp($4, 2.409999371e-07, 91.18727671)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'excess_against_bits.dat' index 1 using 1:(clamp($3, 2.409999371e-07, 91.18727671)):(clamp($4, 2.409999371e-07, 91.18727671)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'excess_against_bits.dat' index 2 using 1:(clamp($3, 2.409999371e-07, 91.18727671)):(clamp($4, 2.409999371e-07, 91.18727671)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'excess_against_bits.dat' index 0 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'excess_against_bits.dat' index 1 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'excess_against_bits.dat' index 2 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'excess_against_bits.dat' index 3 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 2
  set lmargin at screen 0.40784
  set rmargin at screen 0.65294
  set bmargin at screen 0.25691
  set tmargin at screen 0.83702
  unset logscale x
  set xrange [0.79:8.21]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5, '6' 6, '7' 7, '8' 8) font small
  set logscale y
  set yrange [12755.54315:3.545790401e+15]
  set ytics out nomirror scale 0.7,0.4 ('10⁵' 100000, '' 1000000 1, '10⁷' 10000000, '' 100000000 1, '10⁹' 1000000000, '' 1e+10 1, '10¹¹' 1e+11, '' 1e+12 1, '10¹³' 1e+13, '' 1e+14 1, '10¹⁵' 1e+15) font small
  set label 'cadata' at screen 0.53039, screen 0.87569 center
  set label 'bits' at screen 0.53039, screen 0.13536 center
  set label 'excess half-MSE' at screen 0.34902, screen 0.54696 center rotate by 90
  plot 'excess_against_bits.dat' index 4 using 1:(clamp($3, 12755.54315, 3.545790401e+15)):(clamp($4, 12755.54315, 3.545790401e+15)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'excess_against_bits.dat' index 5 using 1:(clamp($3, 12755.54315, 3.545790401e+15)):(clamp($4, 12755.54315, 3.545790401e+15)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'excess_against_bits.dat' index 6 using 1:(clamp($3, 12755.54315, 3.545790401e+15)):(clamp($4, 12755.54315, 3.545790401e+15)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'excess_against_bits.dat' index 4 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'excess_against_bits.dat' index 5 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'excess_against_bits.dat' index 6 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'excess_against_bits.dat' index 7 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 3
  set lmargin at screen 0.74118
  set rmargin at screen 0.98627
  set bmargin at screen 0.25691
  set tmargin at screen 0.83702
  unset logscale x
  set xrange [0.79:8.21]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5, '6' 6, '7' 7, '8' 8) font small
  set logscale y
  set yrange [7.752044019e-06:904.4903036]
  set ytics out nomirror scale 0.7,0.4 ('10⁻⁵' 1e-05, '' 0.0001 1, '10⁻³' 0.001, '' 0.01 1, '10⁻¹' 0.1, '' 1 1, '10¹' 10, '' 100 1) font small
  set label 'cpusmall' at screen 0.86373, screen 0.87569 center
  set label 'bits' at screen 0.86373, screen 0.13536 center
  set label 'excess half-MSE' at screen 0.68235, screen 0.54696 center rotate by 90
  plot 'excess_against_bits.dat' index 8 using 1:(clamp($3, 7.752044019e-06, 904.4903036)):(clamp($4, 7.752044019e-06, 904.4903036)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'excess_against_bits.dat' index 9 using 1:(clamp($3, 7.752044019e-06, 904.4903036)):(clamp($4, 7.752044019e-06, 904.4903036)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'excess_against_bits.dat' index 10 using 1:(clamp($3, 7.752044019e-06, 904.4903036)):(clamp($4, 7.752044019e-06, 904.4903036)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'excess_against_bits.dat' index 8 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'excess_against_bits.dat' index 9 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'excess_against_bits.dat' index 10 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'excess_against_bits.dat' index 11 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle
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
  set key at screen 0.50000, screen 0.06906 center top horizontal Left reverse noenhanced maxcols 4 samplen 3.5 spacing 1.1 font small
  plot -1 notitle, \
    keyentry with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 title 'nearest rounding', \
    keyentry with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 title 'naive stochastic', \
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 title 'double sampling', \
    keyentry with lines lc rgb '#0072B2' lw 1.8 dt (2,4) title 'ridge oracle'
  unset multiplot
  unset output
}
