# Largest error against degree
# Run in this folder: gnuplot error.gp
reset
set encoding utf8
clamp(v, low, high) = v < low ? low : v > high ? high : v
do for [format in 'svg pdf png'] {
  if (format eq 'svg') {
    set terminal svg size 1020,958 noenhanced font 'sans-serif,13' background '#ffffff'
    size = 13
  }
  if (format eq 'pdf') {
    set terminal pdfcairo size 10.625in,9.979in noenhanced font 'DejaVu Sans,9.75' fontscale 0.75 linewidth 1.3 pointscale 0.75 background '#ffffff'
    size = 9.75
  }
  if (format eq 'png') {
    set terminal pngcairo size 2040,1916 noenhanced font 'DejaVu Sans,9.75' fontscale 2 linewidth 2 pointscale 2 background '#ffffff'
    size = 9.75
  }
  set output 'error.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'Largest error against degree' at screen 0.50000, screen 0.98225 center font large
  # Panel 1
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.71921
  set tmargin at screen 0.93841
  unset logscale x
  set xrange [0.1:31.9]
  set xtics out nomirror scale 0.7,0.4 ('5' 5, '10' 10, '15' 15, '20' 20, '25' 25, '30' 30) font small
  set logscale y
  set yrange [1.569109073e-16:0.1026324854]
  set ytics out nomirror scale 0.7,0.4 ('10⁻¹⁵' 1e-15, '' 1e-14 1, '' 1e-13 1, '10⁻¹²' 1e-12, '' 1e-11 1, '' 1e-10 1, '10⁻⁹' 1e-09, '' 1e-08 1, '' 1e-07 1, '10⁻⁶' 1e-06, '' 1e-05 1, '' 0.0001 1, '10⁻³' 0.001, '' 0.01 1, '' 0.1 1) font small
  set label 'sigmoid, R = 2' at screen 0.19706, screen 0.95303 center
  set label 'degree' at screen 0.19706, screen 0.67328 center
  set label 'largest error' at screen 0.01569, screen 0.82881 center rotate by 90
  plot 'error.dat' index 0 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'error.dat' index 1 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'error.dat' index 2 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 2
  set lmargin at screen 0.40784
  set rmargin at screen 0.65294
  set bmargin at screen 0.71921
  set tmargin at screen 0.93841
  unset logscale x
  set xrange [0.1:31.9]
  set xtics out nomirror scale 0.7,0.4 ('5' 5, '10' 10, '15' 15, '20' 20, '25' 25, '30' 30) font small
  set logscale y
  set yrange [1.152531217e-09:0.3390340753]
  set ytics out nomirror scale 0.7,0.4 ('10⁻⁸' 1e-08, '' 1e-07 1, '10⁻⁶' 1e-06, '' 1e-05 1, '10⁻⁴' 0.0001, '' 0.001 1, '10⁻²' 0.01, '' 0.1 1) font small
  set label 'sigmoid, R = 5' at screen 0.53039, screen 0.95303 center
  set label 'degree' at screen 0.53039, screen 0.67328 center
  set label 'largest error' at screen 0.34902, screen 0.82881 center rotate by 90
  plot 'error.dat' index 3 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'error.dat' index 4 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'error.dat' index 5 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 3
  set lmargin at screen 0.74118
  set rmargin at screen 0.98627
  set bmargin at screen 0.71921
  set tmargin at screen 0.93841
  unset logscale x
  set xrange [0.1:31.9]
  set xtics out nomirror scale 0.7,0.4 ('5' 5, '10' 10, '15' 15, '20' 20, '25' 25, '30' 30) font small
  set logscale y
  set yrange [1.1870956e-06:0.4428048971]
  set ytics out nomirror scale 0.7,0.4 ('10⁻⁵' 1e-05, '10⁻⁴' 0.0001, '10⁻³' 0.001, '10⁻²' 0.01, '10⁻¹' 0.1, '' 2e-06 1, '' 3e-06 1, '' 4e-06 1, '' 5e-06 1, '' 6e-06 1, '' 7e-06 1, '' 8e-06 1, '' 9e-06 1, '' 2e-05 1, '' 3e-05 1, '' 4e-05 1, '' 5e-05 1, '' 6e-05 1, '' 7e-05 1, '' 8e-05 1, '' 9e-05 1, '' 0.0002 1, '' 0.0003 1, '' 0.0004 1, '' 0.0005 1, '' 0.0006 1, '' 0.0007 1, '' 0.0008 1, '' 0.0009 1, '' 0.002 1, '' 0.003 1, '' 0.004 1, '' 0.005 1, '' 0.006 1, '' 0.007 1, '' 0.008 1, '' 0.009 1, '' 0.02 1, '' 0.03 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1) font small
  set label 'sigmoid, R = 8' at screen 0.86373, screen 0.95303 center
  set label 'degree' at screen 0.86373, screen 0.67328 center
  set label 'largest error' at screen 0.68235, screen 0.82881 center rotate by 90
  plot 'error.dat' index 6 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'error.dat' index 7 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'error.dat' index 8 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 4
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.40814
  set tmargin at screen 0.62735
  unset logscale x
  set xrange [0.1:31.9]
  set xtics out nomirror scale 0.7,0.4 ('5' 5, '10' 10, '15' 15, '20' 20, '25' 25, '30' 30) font small
  set logscale y
  set yrange [0.05088724961:1.219737568]
  set ytics out nomirror scale 0.7,0.4 ('0.1' 0.1, '1' 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1) font small
  set label 'step, gap 0.05 R' at screen 0.19706, screen 0.64196 center
  set label 'degree' at screen 0.19706, screen 0.36221 center
  set label 'largest error' at screen 0.01569, screen 0.51775 center rotate by 90
  plot 'error.dat' index 9 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'error.dat' index 10 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'error.dat' index 11 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 5
  set lmargin at screen 0.40784
  set rmargin at screen 0.65294
  set bmargin at screen 0.40814
  set tmargin at screen 0.62735
  unset logscale x
  set xrange [0.1:31.9]
  set xtics out nomirror scale 0.7,0.4 ('5' 5, '10' 10, '15' 15, '20' 20, '25' 25, '30' 30) font small
  set logscale y
  set yrange [0.007677732243:0.7794798271]
  set ytics out nomirror scale 0.7,0.4 ('0.01' 0.01, '0.1' 0.1, '' 0.008 1, '' 0.009 1, '' 0.02 1, '' 0.03 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1) font small
  set label 'step, gap 0.1 R' at screen 0.53039, screen 0.64196 center
  set label 'degree' at screen 0.53039, screen 0.36221 center
  set label 'largest error' at screen 0.34902, screen 0.51775 center rotate by 90
  plot 'error.dat' index 12 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'error.dat' index 13 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'error.dat' index 14 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 6
  set lmargin at screen 0.74118
  set rmargin at screen 0.98627
  set bmargin at screen 0.40814
  set tmargin at screen 0.62735
  unset logscale x
  set xrange [0.1:31.9]
  set xtics out nomirror scale 0.7,0.4 ('5' 5, '10' 10, '15' 15, '20' 20, '25' 25, '30' 30) font small
  set logscale y
  set yrange [0.0002074856635:0.4971626927]
  set ytics out nomirror scale 0.7,0.4 ('10⁻³' 0.001, '10⁻²' 0.01, '10⁻¹' 0.1, '' 0.0003 1, '' 0.0004 1, '' 0.0005 1, '' 0.0006 1, '' 0.0007 1, '' 0.0008 1, '' 0.0009 1, '' 0.002 1, '' 0.003 1, '' 0.004 1, '' 0.005 1, '' 0.006 1, '' 0.007 1, '' 0.008 1, '' 0.009 1, '' 0.02 1, '' 0.03 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1) font small
  set label 'step, gap 0.2 R' at screen 0.86373, screen 0.64196 center
  set label 'degree' at screen 0.86373, screen 0.36221 center
  set label 'largest error' at screen 0.68235, screen 0.51775 center rotate by 90
  plot 'error.dat' index 15 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'error.dat' index 16 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'error.dat' index 17 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 7
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.09708
  set tmargin at screen 0.31628
  unset logscale x
  set xrange [0.1:31.9]
  set xtics out nomirror scale 0.7,0.4 ('5' 5, '10' 10, '15' 15, '20' 20, '25' 25, '30' 30) font small
  set logscale y
  set yrange [1.134003183e-07:0.4299820825]
  set ytics out nomirror scale 0.7,0.4 ('10⁻⁶' 1e-06, '10⁻⁵' 1e-05, '10⁻⁴' 0.0001, '10⁻³' 0.001, '10⁻²' 0.01, '10⁻¹' 0.1, '' 2e-07 1, '' 3e-07 1, '' 4e-07 1, '' 5e-07 1, '' 6e-07 1, '' 7e-07 1, '' 8e-07 1, '' 9e-07 1, '' 2e-06 1, '' 3e-06 1, '' 4e-06 1, '' 5e-06 1, '' 6e-06 1, '' 7e-06 1, '' 8e-06 1, '' 9e-06 1, '' 2e-05 1, '' 3e-05 1, '' 4e-05 1, '' 5e-05 1, '' 6e-05 1, '' 7e-05 1, '' 8e-05 1, '' 9e-05 1, '' 0.0002 1, '' 0.0003 1, '' 0.0004 1, '' 0.0005 1, '' 0.0006 1, '' 0.0007 1, '' 0.0008 1, '' 0.0009 1, '' 0.002 1, '' 0.003 1, '' 0.004 1, '' 0.005 1, '' 0.006 1, '' 0.007 1, '' 0.008 1, '' 0.009 1, '' 0.02 1, '' 0.03 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1) font small
  set label 'step, gap 0.4 R' at screen 0.19706, screen 0.33090 center
  set label 'degree' at screen 0.19706, screen 0.05115 center
  set label 'largest error' at screen 0.01569, screen 0.20668 center rotate by 90
  plot 'error.dat' index 18 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'error.dat' index 19 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'error.dat' index 20 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle
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
  set key at screen 0.50000, screen 0.02610 center top horizontal Left reverse noenhanced maxcols 4 samplen 3.5 spacing 1.1 font small
  plot -1 notitle, \
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 title 'Chebyshev series', \
    keyentry with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 title 'minimax', \
    keyentry with lines lc rgb '#D55E00' lw 1.8 dt (2,4) title 'theory, series', \
    keyentry with lines lc rgb '#0072B2' lw 1.8 dt (2,4) title 'theory, minimax'
  unset multiplot
  unset output
}
