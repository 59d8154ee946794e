# Excess against bits
# Run in this folder: gnuplot figure.gp
reset
set encoding utf8
do for [format in 'svg pdf png'] {
  if (format eq 'svg') {
    set terminal svg size 880,412 noenhanced font 'sans-serif,13' background '#ffffff'
    size = 13
  }
  if (format eq 'pdf') {
    set terminal pdfcairo size 9.167in,4.292in noenhanced font 'DejaVu Sans,9.75' fontscale 0.75 linewidth 1.3 pointscale 0.75 background '#ffffff'
    size = 9.75
  }
  if (format eq 'png') {
    set terminal pngcairo size 1760,824 noenhanced font 'DejaVu Sans,9.75' fontscale 2 linewidth 2 pointscale 2 background '#ffffff'
    size = 9.75
  }
  set output 'figure.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set clip one
  set clip two
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'Excess against bits' at screen 0.50000, screen 0.95874 center font large
  # Panel 1
  set lmargin at screen 0.08636
  set rmargin at screen 0.48409
  set bmargin at screen 0.22573
  set tmargin at screen 0.85680
  unset logscale x
  set xrange [1:4]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '2' 2, '3' 3, '4' 4) font small
  set logscale y
  set yrange [5.969220205e-07:0.6701042787]
  set ytics out nomirror scale 0.7,0.4 ('10⁻⁶' 1e-06, '10⁻⁵' 1e-05, '10⁻⁴' 0.0001, '10⁻³' 0.001, '10⁻²' 0.01, '10⁻¹' 0.1, '' 6e-07 1, '' 7e-07 1, '' 8e-07 1, '' 9e-07 1, '' 2e-06 1, '' 3e-06 1, '' 4e-06 1, '' 5e-06 1, '' 6e-06 1, '' 7e-06 1, '' 8e-06 1, '' 9e-06 1, '' 2e-05 1, '' 3e-05 1, '' 4e-05 1, '' 5e-05 1, '' 6e-05 1, '' 7e-05 1, '' 8e-05 1, '' 9e-05 1, '' 0.0002 1, '' 0.0003 1, '' 0.0004 1, '' 0.0005 1, '' 0.0006 1, '' 0.0007 1, '' 0.0008 1, '' 0.0009 1, '' 0.002 1, '' 0.003 1, '' 0.004 1, '' 0.005 1, '' 0.006 1, '' 0.007 1, '' 0.008 1, '' 0.009 1, '' 0.02 1, '' 0.03 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1) font small
  set label 'cadata' at screen 0.28523, screen 0.89078 center
  set label 'bits' at screen 0.28523, screen 0.11893 center
  set label 'excess half-MSE' at screen 0.01818, screen 0.54126 center rotate by 90
  plot 'figure.dat' index 4 using 1:2 with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'figure.dat' index 5 using 1:2 with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'figure.dat' index 0 using 1:2 with lines lc rgb '#D55E00' lw 2.2 dt solid notitle, \
    'figure.dat' index 0 using 1:($5 > 0 ? $2 : NaN) with points lc rgb '#D55E00' lw 1.4 pt 5 ps 0.65 notitle, \
    'figure.dat' index 1 using 1:2 with lines lc rgb '#D55E00' lw 1.4 dt (10,6) notitle, \
    'figure.dat' index 1 using 1:($5 > 0 ? $2 : NaN) with points lc rgb '#D55E00' lw 1.4 pt 4 ps 0.75 notitle, \
    'figure.dat' index 2 using 1:2 with lines lc rgb '#7A3600' lw 2 dt (2,4) notitle, \
    'figure.dat' index 2 using 1:($5 > 0 ? $2 : NaN) with points lc rgb '#7A3600' lw 1.4 pt 4 ps 0.75 notitle
  unset label
  unset key
  # Panel 2
  set lmargin at screen 0.58636
  set rmargin at screen 0.98409
  set bmargin at screen 0.22573
  set tmargin at screen 0.85680
  unset logscale x
  set xrange [0:4]
  set xtics out nomirror scale 0.7,0.4 ('0' 0, '1' 1, '2' 2, '3' 3, '4' 4) font small
  unset logscale y
  set yrange [-0.01704:1]
  set ytics out nomirror scale 0.7,0.4 ('0.0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1.0' 1) font small
  set label 'cpusmall' at screen 0.78523, screen 0.89078 center
  set label 'bits' at screen 0.78523, screen 0.11893 center
  set label 'excess half-MSE' at screen 0.51818, screen 0.54126 center rotate by 90
  plot 'figure.dat' index 6 using 1:2 with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'figure.dat' index 7 using 1:2 with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'figure.dat' index 3 using 1:2 with lines lc rgb '#D55E00' lw 2.2 dt solid notitle, \
    'figure.dat' index 3 using 1:($5 > 0 ? $2 : NaN) with points lc rgb '#D55E00' lw 1.4 pt 5 ps 0.65 notitle
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
  set key at screen 0.50000, screen 0.06068 center top horizontal Left reverse noenhanced maxcols 3 samplen 3.5 spacing 1.1 font small
  plot -1 notitle, \
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 title 'double sampling', \
    keyentry with linespoints lc rgb '#D55E00' lw 1.4 dt (10,6) pt 4 ps 0.75 title 'double sampling (paper)', \
    keyentry with linespoints lc rgb '#7A3600' lw 2 dt (2,4) pt 4 ps 0.75 title '2^-2b'
  unset multiplot
  unset output
}
