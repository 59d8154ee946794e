# Loss against epochs, 4-bit samples
# Run in this folder: gnuplot loss.gp
reset
set encoding utf8
clamp(v, low, high) = v < low ? low : v > high ? high : v
do for [format in 'svg pdf png'] {
  if (format eq 'svg') {
    set terminal svg size 1020,381 noenhanced font 'sans-serif,13' background '#ffffff'
    size = 13
  }
  if (format eq 'pdf') {
    set terminal pdfcairo size 10.625in,3.969in noenhanced font 'DejaVu Sans,9.75' fontscale 0.75 linewidth 1.3 pointscale 0.75 background '#ffffff'
    size = 9.75
  }
  if (format eq 'png') {
    set terminal pngcairo size 2040,762 noenhanced font 'DejaVu Sans,9.75' fontscale 2 linewidth 2 pointscale 2 background '#ffffff'
    size = 9.75
  }
  set output 'loss.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'Loss against epochs, 4-bit samples' at screen 0.50000, screen 0.95538 center font large
  # Panel 1
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.29396
  set tmargin at screen 0.84514
  set logscale x
  set xrange [1:300]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1) font small
  unset logscale y
  set yrange [0.940530151:1.59469849]
  set ytics out nomirror scale 0.7,0.4 ('1.0' 1, '1.2' 1.2, '1.4' 1.4) font small
  set label 'synthetic-100' at screen 0.19706, screen 0.88189 center
  set label 'epoch' at screen 0.19706, screen 0.17848 center
  set label 'half-MSE / final 32-bit half-MSE' at screen 0.01569, screen 0.56955 center rotate by 90
  plot 'loss.dat' index 0 using 1:(clamp($3, 0.940530151, 1.59469849)):(clamp($4, 0.940530151, 1.59469849)) with filledcurves fc rgb '#000000' fs transparent solid 0.18 noborder notitle, \
    'loss.dat' index 1 using 1:(clamp($3, 0.940530151, 1.59469849)):(clamp($4, 0.940530151, 1.59469849)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'loss.dat' index 2 using 1:(clamp($3, 0.940530151, 1.59469849)):(clamp($4, 0.940530151, 1.59469849)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'loss.dat' index 3 using 1:(clamp($3, 0.940530151, 1.59469849)):(clamp($4, 0.940530151, 1.59469849)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'loss.dat' index 0 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 12 notitle, \
    'loss.dat' index 1 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 12 notitle, \
    'loss.dat' index 2 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 12 notitle, \
    'loss.dat' index 3 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 12 notitle, \
    'loss.dat' index 4 using 1:2 with linespoints lc rgb '#000000' lw 1.4 dt (10,6) pt 6 ps 0.75 pi 1 notitle, \
    'loss.dat' index 5 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt (10,6) pt 12 ps 0.75 pi 1 notitle, \
    'loss.dat' index 6 using 1:2 with linespoints lc rgb '#0072B2' lw 1.4 dt (10,6) pt 8 ps 0.75 pi 1 notitle, \
    'loss.dat' index 7 using 1:2 with linespoints lc rgb '#D55E00' lw 1.4 dt (10,6) pt 4 ps 0.75 pi 1 notitle
  unset label
  unset key
  # Panel 2
  set lmargin at screen 0.40784
  set rmargin at screen 0.65294
  set bmargin at screen 0.29396
  set tmargin at screen 0.84514
  set logscale x
  set xrange [1:100]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1) font small
  unset logscale y
  set yrange [0.9688850481:1.311149519]
  set ytics out nomirror scale 0.7,0.4 ('1.0' 1, '1.1' 1.1, '1.2' 1.2, '1.3' 1.3) font small
  set label 'cadata' at screen 0.53039, screen 0.88189 center
  set label 'epoch' at screen 0.53039, screen 0.17848 center
  set label 'half-MSE / final 32-bit half-MSE' at screen 0.34902, screen 0.56955 center rotate by 90
  plot 'loss.dat' index 8 using 1:(clamp($3, 0.9688850481, 1.311149519)):(clamp($4, 0.9688850481, 1.311149519)) with filledcurves fc rgb '#000000' fs transparent solid 0.18 noborder notitle, \
    'loss.dat' index 9 using 1:(clamp($3, 0.9688850481, 1.311149519)):(clamp($4, 0.9688850481, 1.311149519)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'loss.dat' index 10 using 1:(clamp($3, 0.9688850481, 1.311149519)):(clamp($4, 0.9688850481, 1.311149519)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'loss.dat' index 11 using 1:(clamp($3, 0.9688850481, 1.311149519)):(clamp($4, 0.9688850481, 1.311149519)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'loss.dat' index 8 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 12 notitle, \
    'loss.dat' index 9 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 12 notitle, \
    'loss.dat' index 10 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 12 notitle, \
    'loss.dat' index 11 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 12 notitle
  unset label
  unset key
  # Panel 3
  set lmargin at screen 0.74118
  set rmargin at screen 0.98627
  set bmargin at screen 0.29396
  set tmargin at screen 0.84514
  set logscale x
  set xrange [1:100]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1) font small
  unset logscale y
  set yrange [0.994:1.06]
  set ytics out nomirror scale 0.7,0.4 ('1.00' 1, '1.02' 1.02, '1.04' 1.04, '1.06' 1.06) font small
  set label 'cpusmall' at screen 0.86373, screen 0.88189 center
  set label 'epoch' at screen 0.86373, screen 0.17848 center
  set label 'half-MSE / final 32-bit half-MSE' at screen 0.68235, screen 0.56955 center rotate by 90
  plot 'loss.dat' index 12 using 1:(clamp($3, 0.994, 1.06)):(clamp($4, 0.994, 1.06)) with filledcurves fc rgb '#000000' fs transparent solid 0.18 noborder notitle, \
    'loss.dat' index 13 using 1:(clamp($3, 0.994, 1.06)):(clamp($4, 0.994, 1.06)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'loss.dat' index 14 using 1:(clamp($3, 0.994, 1.06)):(clamp($4, 0.994, 1.06)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'loss.dat' index 15 using 1:(clamp($3, 0.994, 1.06)):(clamp($4, 0.994, 1.06)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'loss.dat' index 12 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 12 notitle, \
    'loss.dat' index 13 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 12 notitle, \
    'loss.dat' index 14 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 12 notitle, \
    'loss.dat' index 15 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 12 notitle
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
  set key at screen 0.50000, screen 0.11549 center top horizontal Left reverse noenhanced maxcols 4 samplen 3.5 spacing 1.1 font small
  plot -1 notitle, \
    keyentry with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 title '32-bit', \
    keyentry with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 title 'nearest rounding', \
    keyentry with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 title 'naive stochastic', \
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 title 'double sampling', \
    keyentry with linespoints lc rgb '#000000' lw 1.4 dt (10,6) pt 6 ps 0.75 pi 1 title 'paper: 32-bit', \
    keyentry with linespoints lc rgb '#009E73' lw 1.4 dt (10,6) pt 12 ps 0.75 pi 1 title 'paper: nearest rounding', \
    keyentry with linespoints lc rgb '#0072B2' lw 1.4 dt (10,6) pt 8 ps 0.75 pi 1 title 'paper: naive stochastic', \
    keyentry with linespoints lc rgb '#D55E00' lw 1.4 dt (10,6) pt 4 ps 0.75 pi 1 title 'paper: double sampling'
  unset multiplot
  unset output
}
