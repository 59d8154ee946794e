# The functions and their polynomials of degree 15
# Run in this folder: gnuplot shape.gp
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
  set output 'shape.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'The functions and their polynomials of degree 15' at screen 0.50000, screen 0.98225 center font large
  # Panel 1
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.71921
  set tmargin at screen 0.93841
  unset logscale x
  set xrange [0:2]
  set xtics out nomirror scale 0.7,0.4 ('0.00' 0, '0.25' 0.25, '0.50' 0.5, '0.75' 0.75, '1.00' 1, '1.25' 1.25, '1.50' 1.5, '1.75' 1.75, '2.00' 2) font small
  unset logscale y
  set yrange [0.4847681169:0.8960289611]
  set ytics out nomirror scale 0.7,0.4 ('0.5' 0.5, '0.6' 0.6, '0.7' 0.7, '0.8' 0.8) font small
  set label 'sigmoid, R = 2' at screen 0.19706, screen 0.95303 center
  set label 'z' at screen 0.19706, screen 0.67328 center
  set label 'P(z)' at screen 0.01569, screen 0.82881 center rotate by 90
  plot 'shape.dat' index 0 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 37 notitle, \
    'shape.dat' index 1 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 37 notitle, \
    'shape.dat' index 2 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 37 notitle
  unset label
  unset key
  # Panel 2
  set lmargin at screen 0.40784
  set rmargin at screen 0.65294
  set bmargin at screen 0.71921
  set tmargin at screen 0.93841
  unset logscale x
  set xrange [0:5]
  set xtics out nomirror scale 0.7,0.4 ('0' 0, '1' 1, '2' 2, '3' 3, '4' 4, '5' 5) font small
  unset logscale y
  set yrange [0.480267714:1.013039435]
  set ytics out nomirror scale 0.7,0.4 ('0.5' 0.5, '0.6' 0.6, '0.7' 0.7, '0.8' 0.8, '0.9' 0.9, '1.0' 1) font small
  set label 'sigmoid, R = 5' at screen 0.53039, screen 0.95303 center
  set label 'z' at screen 0.53039, screen 0.67328 center
  set label 'P(z)' at screen 0.34902, screen 0.82881 center rotate by 90
  plot 'shape.dat' index 3 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 37 notitle, \
    'shape.dat' index 4 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 37 notitle, \
    'shape.dat' index 5 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 37 notitle
  unset label
  unset key
  # Panel 3
  set lmargin at screen 0.74118
  set rmargin at screen 0.98627
  set bmargin at screen 0.71921
  set tmargin at screen 0.93841
  unset logscale x
  set xrange [0:8]
  set xtics out nomirror scale 0.7,0.4 ('0' 0, '1' 1, '2' 2, '3' 3, '4' 4, '5' 5, '6' 6, '7' 7, '8' 8) font small
  unset logscale y
  set yrange [0.4799805875:1.020504724]
  set ytics out nomirror scale 0.7,0.4 ('0.5' 0.5, '0.6' 0.6, '0.7' 0.7, '0.8' 0.8, '0.9' 0.9, '1.0' 1) font small
  set label 'sigmoid, R = 8' at screen 0.86373, screen 0.95303 center
  set label 'z' at screen 0.86373, screen 0.67328 center
  set label 'P(z)' at screen 0.68235, screen 0.82881 center rotate by 90
  plot 'shape.dat' index 6 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 37 notitle, \
    'shape.dat' index 7 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 37 notitle, \
    'shape.dat' index 8 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 37 notitle
  unset label
  unset key
  # Panel 4
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.40814
  set tmargin at screen 0.62735
  unset logscale x
  set xrange [0:1]
  set xtics out nomirror scale 0.7,0.4 ('0.0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1.0' 1) font small
  unset logscale y
  set yrange [0.4735466728:1.187786508]
  set ytics out nomirror scale 0.7,0.4 ('0.6' 0.6, '0.8' 0.8, '1.0' 1) font small
  set label 'step, gap 0.05 R' at screen 0.19706, screen 0.64196 center
  set label 'z' at screen 0.19706, screen 0.36221 center
  set label 'P(z)' at screen 0.01569, screen 0.51775 center rotate by 90
  plot 'shape.dat' index 9 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 37 notitle, \
    'shape.dat' index 10 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 37 notitle, \
    'shape.dat' index 11 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 37 notitle
  unset label
  unset key
  # Panel 5
  set lmargin at screen 0.40784
  set rmargin at screen 0.65294
  set bmargin at screen 0.40814
  set tmargin at screen 0.62735
  unset logscale x
  set xrange [0:1]
  set xtics out nomirror scale 0.7,0.4 ('0.0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1.0' 1) font small
  unset logscale y
  set yrange [0.4763956577:1.1137129]
  set ytics out nomirror scale 0.7,0.4 ('0.6' 0.6, '0.8' 0.8, '1.0' 1) font small
  set label 'step, gap 0.1 R' at screen 0.53039, screen 0.64196 center
  set label 'z' at screen 0.53039, screen 0.36221 center
  set label 'P(z)' at screen 0.34902, screen 0.51775 center rotate by 90
  plot 'shape.dat' index 12 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 37 notitle, \
    'shape.dat' index 13 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 37 notitle, \
    'shape.dat' index 14 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 37 notitle
  unset label
  unset key
  # Panel 6
  set lmargin at screen 0.74118
  set rmargin at screen 0.98627
  set bmargin at screen 0.40814
  set tmargin at screen 0.62735
  unset logscale x
  set xrange [0:1]
  set xtics out nomirror scale 0.7,0.4 ('0.0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1.0' 1) font small
  unset logscale y
  set yrange [0.4763956577:1.1137129]
  set ytics out nomirror scale 0.7,0.4 ('0.6' 0.6, '0.8' 0.8, '1.0' 1) font small
  set label 'step, gap 0.2 R' at screen 0.86373, screen 0.64196 center
  set label 'z' at screen 0.86373, screen 0.36221 center
  set label 'P(z)' at screen 0.68235, screen 0.51775 center rotate by 90
  plot 'shape.dat' index 15 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 37 notitle, \
    'shape.dat' index 16 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 37 notitle, \
    'shape.dat' index 17 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 37 notitle
  unset label
  unset key
  # Panel 7
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.09708
  set tmargin at screen 0.31628
  unset logscale x
  set xrange [0:1]
  set xtics out nomirror scale 0.7,0.4 ('0.0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1.0' 1) font small
  unset logscale y
  set yrange [0.4763956577:1.1137129]
  set ytics out nomirror scale 0.7,0.4 ('0.6' 0.6, '0.8' 0.8, '1.0' 1) font small
  set label 'step, gap 0.4 R' at screen 0.19706, screen 0.33090 center
  set label 'z' at screen 0.19706, screen 0.05115 center
  set label 'P(z)' at screen 0.01569, screen 0.20668 center rotate by 90
  plot 'shape.dat' index 18 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 37 notitle, \
    'shape.dat' index 19 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 37 notitle, \
    'shape.dat' index 20 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 37 notitle
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
  set key at screen 0.50000, screen 0.02610 center top horizontal Left reverse noenhanced maxcols 3 samplen 3.5 spacing 1.1 font small
  plot -1 notitle, \
    keyentry with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 title 'function', \
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 title 'Chebyshev series', \
    keyentry with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 title 'minimax'
  unset multiplot
  unset output
}
