# Loss by batch size (Fig 6)
# Run in this folder: gnuplot figure_6.gp
reset
set encoding utf8
clamp(v, low, high) = v < low ? low : v > high ? high : v
do for [format in 'svg pdf png'] {
  if (format eq 'svg') {
    set terminal svg size 1020,660 noenhanced font 'sans-serif,13' background '#ffffff'
    size = 13
  }
  if (format eq 'pdf') {
    set terminal pdfcairo size 10.625in,6.875in noenhanced font 'DejaVu Sans,9.75' fontscale 0.75 linewidth 1.3 pointscale 0.75 background '#ffffff'
    size = 9.75
  }
  if (format eq 'png') {
    set terminal pngcairo size 2040,1320 noenhanced font 'DejaVu Sans,9.75' fontscale 2 linewidth 2 pointscale 2 background '#ffffff'
    size = 9.75
  }
  set output 'figure_6.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'Loss by batch size (Fig 6)' at screen 0.50000, screen 0.97424 center font large
  # Panel 1
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.59242
  set tmargin at screen 0.91061
  set logscale x
  set xrange [1:50]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1) font small
  unset logscale y
  set yrange [0.4871413757:0.5486008678]
  set ytics out nomirror scale 0.7,0.4 ('0.50' 0.5, '0.52' 0.52, '0.54' 0.54) font small
  set label 'synthetic-100, 32-bit, shared alpha' at screen 0.19706, screen 0.93182 center
  set label 'epoch' at screen 0.19706, screen 0.52576 center
  set label 'half-MSE' at screen 0.01569, screen 0.75152 center rotate by 90
  plot 'figure_6.dat' index 1 using 1:(clamp($3, 0.4871413757, 0.5486008678)):(clamp($4, 0.4871413757, 0.5486008678)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'figure_6.dat' index 3 using 1:(clamp($3, 0.4871413757, 0.5486008678)):(clamp($4, 0.4871413757, 0.5486008678)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'figure_6.dat' index 1 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 6 notitle, \
    'figure_6.dat' index 2 using 1:2 with linespoints lc rgb '#D55E00' lw 1.4 dt (10,6) pt 4 ps 0.75 pi 1 notitle, \
    'figure_6.dat' index 3 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 6 notitle, \
    'figure_6.dat' index 4 using 1:2 with linespoints lc rgb '#0072B2' lw 1.4 dt (10,6) pt 8 ps 0.75 pi 1 notitle
  unset label
  unset key
  # Panel 2
  set lmargin at screen 0.40784
  set rmargin at screen 0.65294
  set bmargin at screen 0.59242
  set tmargin at screen 0.91061
  set logscale x
  set xrange [1:50]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1) font small
  unset logscale y
  set yrange [0.4599530149:0.8749368361]
  set ytics out nomirror scale 0.7,0.4 ('0.5' 0.5, '0.6' 0.6, '0.7' 0.7, '0.8' 0.8) font small
  set label 'synthetic-100, 3-bit, shared alpha' at screen 0.53039, screen 0.93182 center
  set label 'epoch' at screen 0.53039, screen 0.52576 center
  set label 'half-MSE' at screen 0.34902, screen 0.75152 center rotate by 90
  plot 'figure_6.dat' index 6 using 1:(clamp($3, 0.4599530149, 0.8749368361)):(clamp($4, 0.4599530149, 0.8749368361)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'figure_6.dat' index 8 using 1:(clamp($3, 0.4599530149, 0.8749368361)):(clamp($4, 0.4599530149, 0.8749368361)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'figure_6.dat' index 6 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 6 notitle, \
    'figure_6.dat' index 7 using 1:2 with linespoints lc rgb '#D55E00' lw 1.4 dt (10,6) pt 4 ps 0.75 pi 1 notitle, \
    'figure_6.dat' index 8 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 6 notitle, \
    'figure_6.dat' index 9 using 1:2 with linespoints lc rgb '#0072B2' lw 1.4 dt (10,6) pt 8 ps 0.75 pi 1 notitle
  unset label
  unset key
  # Panel 3
  set lmargin at screen 0.74118
  set rmargin at screen 0.98627
  set bmargin at screen 0.59242
  set tmargin at screen 0.91061
  set logscale x
  set xrange [1:50]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1) font small
  unset logscale y
  set yrange [0.4902457471:0.5144527824]
  set ytics out nomirror scale 0.7,0.4 ('0.495' 0.495, '0.500' 0.5, '0.505' 0.505, '0.510' 0.51) font small
  set label 'synthetic-100, 32-bit, alpha per batch' at screen 0.86373, screen 0.93182 center
  set label 'epoch' at screen 0.86373, screen 0.52576 center
  set label 'half-MSE' at screen 0.68235, screen 0.75152 center rotate by 90
  plot 'figure_6.dat' index 10 using 1:(clamp($3, 0.4902457471, 0.5144527824)):(clamp($4, 0.4902457471, 0.5144527824)) with filledcurves fc rgb '#000000' fs transparent solid 0.18 noborder notitle, \
    'figure_6.dat' index 11 using 1:(clamp($3, 0.4902457471, 0.5144527824)):(clamp($4, 0.4902457471, 0.5144527824)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'figure_6.dat' index 13 using 1:(clamp($3, 0.4902457471, 0.5144527824)):(clamp($4, 0.4902457471, 0.5144527824)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'figure_6.dat' index 10 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 6 notitle, \
    'figure_6.dat' index 11 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 6 notitle, \
    'figure_6.dat' index 12 using 1:2 with linespoints lc rgb '#D55E00' lw 1.4 dt (10,6) pt 4 ps 0.75 pi 1 notitle, \
    'figure_6.dat' index 13 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 6 notitle, \
    'figure_6.dat' index 14 using 1:2 with linespoints lc rgb '#0072B2' lw 1.4 dt (10,6) pt 8 ps 0.75 pi 1 notitle
  unset label
  unset key
  # Panel 4
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.14091
  set tmargin at screen 0.45909
  set logscale x
  set xrange [1:50]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1) font small
  unset logscale y
  set yrange [0.4786718893:0.6690292181]
  set ytics out nomirror scale 0.7,0.4 ('0.50' 0.5, '0.55' 0.55, '0.60' 0.6, '0.65' 0.65) font small
  set label 'synthetic-100, 3-bit, alpha per batch' at screen 0.19706, screen 0.48030 center
  set label 'epoch' at screen 0.19706, screen 0.07424 center
  set label 'half-MSE' at screen 0.01569, screen 0.30000 center rotate by 90
  plot 'figure_6.dat' index 15 using 1:(clamp($3, 0.4786718893, 0.6690292181)):(clamp($4, 0.4786718893, 0.6690292181)) with filledcurves fc rgb '#000000' fs transparent solid 0.18 noborder notitle, \
    'figure_6.dat' index 16 using 1:(clamp($3, 0.4786718893, 0.6690292181)):(clamp($4, 0.4786718893, 0.6690292181)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'figure_6.dat' index 18 using 1:(clamp($3, 0.4786718893, 0.6690292181)):(clamp($4, 0.4786718893, 0.6690292181)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'figure_6.dat' index 15 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 6 notitle, \
    'figure_6.dat' index 16 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 6 notitle, \
    'figure_6.dat' index 17 using 1:2 with linespoints lc rgb '#D55E00' lw 1.4 dt (10,6) pt 4 ps 0.75 pi 1 notitle, \
    'figure_6.dat' index 18 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 6 notitle, \
    'figure_6.dat' index 19 using 1:2 with linespoints lc rgb '#0072B2' lw 1.4 dt (10,6) pt 8 ps 0.75 pi 1 notitle
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
  set key at screen 0.50000, screen 0.03788 center top horizontal Left reverse noenhanced maxcols 5 samplen 3.5 spacing 1.1 font small
  plot -1 notitle, \
    keyentry with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 title 'batch 1', \
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 title 'batch 16', \
    keyentry with linespoints lc rgb '#D55E00' lw 1.4 dt (10,6) pt 4 ps 0.75 pi 1 title 'paper: batch 16', \
    keyentry with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 title 'batch 256', \
    keyentry with linespoints lc rgb '#0072B2' lw 1.4 dt (10,6) pt 8 ps 0.75 pi 1 title 'paper: batch 256'
  unset multiplot
  unset output
}
