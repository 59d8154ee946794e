# End to end at the paper's bits (Figs 4, 8, 11)
# Run in this folder: gnuplot figure_8_11.gp
reset
set encoding utf8
clamp(v, low, high) = v < low ? low : v > high ? high : v
do for [format in 'svg pdf png'] {
  if (format eq 'svg') {
    set terminal svg size 1020,679 noenhanced font 'sans-serif,13' background '#ffffff'
    size = 13
  }
  if (format eq 'pdf') {
    set terminal pdfcairo size 10.625in,7.073in noenhanced font 'DejaVu Sans,9.75' fontscale 0.75 linewidth 1.3 pointscale 0.75 background '#ffffff'
    size = 9.75
  }
  if (format eq 'png') {
    set terminal pngcairo size 2040,1358 noenhanced font 'DejaVu Sans,9.75' fontscale 2 linewidth 2 pointscale 2 background '#ffffff'
    size = 9.75
  }
  set output 'figure_8_11.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'End to end at the paper’s bits (Figs 4, 8, 11)' at screen 0.50000, screen 0.97496 center font large
  # Panel 1
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.60383
  set tmargin at screen 0.91311
  set logscale x
  set xrange [1:100]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1) font small
  unset logscale y
  set yrange [0.4956969:0.50499975]
  set ytics out nomirror scale 0.7,0.4 ('0.496' 0.496, '0.498' 0.498, '0.500' 0.5, '0.502' 0.502, '0.504' 0.504) font small
  set label 'synthetic-10, 3 bits' at screen 0.19706, screen 0.93373 center
  set label 'epoch' at screen 0.19706, screen 0.53903 center
  set label 'half-MSE' at screen 0.01569, screen 0.75847 center rotate by 90
  plot 'figure_8_11.dat' index 0 using 1:(clamp($3, 0.4956969, 0.50499975)):(clamp($4, 0.4956969, 0.50499975)) with filledcurves fc rgb '#000000' fs transparent solid 0.18 noborder notitle, \
    'figure_8_11.dat' index 1 using 1:(clamp($3, 0.4956969, 0.50499975)):(clamp($4, 0.4956969, 0.50499975)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'figure_8_11.dat' index 2 using 1:(clamp($3, 0.4956969, 0.50499975)):(clamp($4, 0.4956969, 0.50499975)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'figure_8_11.dat' index 0 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 12 notitle, \
    'figure_8_11.dat' index 1 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 12 notitle, \
    'figure_8_11.dat' index 2 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 12 notitle, \
    'figure_8_11.dat' index 3 using 1:2 with linespoints lc rgb '#000000' lw 1.4 dt (10,6) pt 6 ps 0.75 pi 1 notitle, \
    'figure_8_11.dat' index 4 using 1:2 with linespoints lc rgb '#D55E00' lw 1.4 dt (10,6) pt 4 ps 0.75 pi 1 notitle
  unset label
  unset key
  # Panel 2
  set lmargin at screen 0.40784
  set rmargin at screen 0.65294
  set bmargin at screen 0.60383
  set tmargin at screen 0.91311
  set logscale x
  set xrange [1:100]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1) font small
  unset logscale y
  set yrange [0.4850835:0.57462225]
  set ytics out nomirror scale 0.7,0.4 ('0.50' 0.5, '0.52' 0.52, '0.54' 0.54, '0.56' 0.56) font small
  set label 'synthetic-100, 4 bits' at screen 0.53039, screen 0.93373 center
  set label 'epoch' at screen 0.53039, screen 0.53903 center
  set label 'half-MSE' at screen 0.34902, screen 0.75847 center rotate by 90
  plot 'figure_8_11.dat' index 5 using 1:(clamp($3, 0.4850835, 0.57462225)):(clamp($4, 0.4850835, 0.57462225)) with filledcurves fc rgb '#000000' fs transparent solid 0.18 noborder notitle, \
    'figure_8_11.dat' index 6 using 1:(clamp($3, 0.4850835, 0.57462225)):(clamp($4, 0.4850835, 0.57462225)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'figure_8_11.dat' index 7 using 1:(clamp($3, 0.4850835, 0.57462225)):(clamp($4, 0.4850835, 0.57462225)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'figure_8_11.dat' index 5 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 3 notitle, \
    'figure_8_11.dat' index 6 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 3 notitle, \
    'figure_8_11.dat' index 7 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 3 notitle, \
    'figure_8_11.dat' index 8 using 1:2 with linespoints lc rgb '#000000' lw 1.4 dt (10,6) pt 6 ps 0.75 pi 1 notitle, \
    'figure_8_11.dat' index 9 using 1:2 with linespoints lc rgb '#D55E00' lw 1.4 dt (10,6) pt 4 ps 0.75 pi 1 notitle
  unset label
  unset key
  # Panel 3
  set lmargin at screen 0.74118
  set rmargin at screen 0.98627
  set bmargin at screen 0.60383
  set tmargin at screen 0.91311
  set logscale x
  set xrange [1:100]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1) font small
  unset logscale y
  set yrange [2394649163:2864032917]
  set ytics out nomirror scale 0.7,0.4 ('2.4' 2400000000, '2.5' 2500000000, '2.6' 2600000000, '2.7' 2700000000, '2.8' 2800000000) font small
  set label 'cadata, 3 bits' at screen 0.86373, screen 0.93373 center
  set label 'epoch' at screen 0.86373, screen 0.53903 center
  set label 'half-MSE' at screen 0.68235, screen 0.75847 center rotate by 90
  set label '×10⁹' at screen 0.73333, screen 0.93373 right font small
  plot 'figure_8_11.dat' index 10 using 1:(clamp($3, 2394649163, 2864032917)):(clamp($4, 2394649163, 2864032917)) with filledcurves fc rgb '#000000' fs transparent solid 0.18 noborder notitle, \
    'figure_8_11.dat' index 11 using 1:(clamp($3, 2394649163, 2864032917)):(clamp($4, 2394649163, 2864032917)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'figure_8_11.dat' index 12 using 1:(clamp($3, 2394649163, 2864032917)):(clamp($4, 2394649163, 2864032917)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'figure_8_11.dat' index 10 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 12 notitle, \
    'figure_8_11.dat' index 11 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 12 notitle, \
    'figure_8_11.dat' index 12 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 12 notitle, \
    'figure_8_11.dat' index 13 using 1:2 with linespoints lc rgb '#000000' lw 1.4 dt (10,6) pt 6 ps 0.75 pi 1 notitle, \
    'figure_8_11.dat' index 14 using 1:2 with linespoints lc rgb '#D55E00' lw 1.4 dt (10,6) pt 4 ps 0.75 pi 1 notitle
  unset label
  unset key
  # Panel 4
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.16495
  set tmargin at screen 0.47423
  set logscale x
  set xrange [1:100]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1) font small
  unset logscale y
  set yrange [49.19643:60.194475]
  set ytics out nomirror scale 0.7,0.4 ('50' 50, '52' 52, '54' 54, '56' 56, '58' 58, '60' 60) font small
  set label 'cpusmall, 4 bits' at screen 0.19706, screen 0.49485 center
  set label 'epoch' at screen 0.19706, screen 0.10015 center
  set label 'half-MSE' at screen 0.01569, screen 0.31959 center rotate by 90
  plot 'figure_8_11.dat' index 15 using 1:(clamp($3, 49.19643, 60.194475)):(clamp($4, 49.19643, 60.194475)) with filledcurves fc rgb '#000000' fs transparent solid 0.18 noborder notitle, \
    'figure_8_11.dat' index 16 using 1:(clamp($3, 49.19643, 60.194475)):(clamp($4, 49.19643, 60.194475)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'figure_8_11.dat' index 17 using 1:(clamp($3, 49.19643, 60.194475)):(clamp($4, 49.19643, 60.194475)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'figure_8_11.dat' index 15 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 12 notitle, \
    'figure_8_11.dat' index 16 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 12 notitle, \
    'figure_8_11.dat' index 17 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 12 notitle, \
    'figure_8_11.dat' index 18 using 1:2 with linespoints lc rgb '#000000' lw 1.4 dt (10,6) pt 6 ps 0.75 pi 1 notitle, \
    'figure_8_11.dat' index 19 using 1:2 with linespoints lc rgb '#D55E00' lw 1.4 dt (10,6) pt 4 ps 0.75 pi 1 notitle
  unset label
  unset key
  # Panel 5
  set lmargin at screen 0.40784
  set rmargin at screen 0.65294
  set bmargin at screen 0.16495
  set tmargin at screen 0.47423
  set logscale x
  set xrange [1:100]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1) font small
  unset logscale y
  set yrange [0.137527281:0.1413169576]
  set ytics out nomirror scale 0.7,0.4 ('0.138' 0.138, '0.139' 0.139, '0.140' 0.14, '0.141' 0.141) font small
  set label 'shuttle for cod-rna, 3 bits' at screen 0.53039, screen 0.49485 center
  set label 'epoch' at screen 0.53039, screen 0.10015 center
  set label 'LS-SVM loss' at screen 0.34902, screen 0.31959 center rotate by 90
  plot 'figure_8_11.dat' index 20 using 1:(clamp($3, 0.137527281, 0.1413169576)):(clamp($4, 0.137527281, 0.1413169576)) with filledcurves fc rgb '#000000' fs transparent solid 0.18 noborder notitle, \
    'figure_8_11.dat' index 21 using 1:(clamp($3, 0.137527281, 0.1413169576)):(clamp($4, 0.137527281, 0.1413169576)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'figure_8_11.dat' index 20 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 12 notitle, \
    'figure_8_11.dat' index 21 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 12 notitle
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
  set key at screen 0.50000, screen 0.06480 center top horizontal Left reverse noenhanced maxcols 4 samplen 3.5 spacing 1.1 font small
  plot -1 notitle, \
    keyentry with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 title '32-bit', \
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 title 'samples only', \
    keyentry with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 title 'end to end', \
    keyentry with linespoints lc rgb '#000000' lw 1.4 dt (10,6) pt 6 ps 0.75 pi 1 title 'paper: 32-bit', \
    keyentry with linespoints lc rgb '#D55E00' lw 1.4 dt (10,6) pt 4 ps 0.75 pi 1 title 'paper: low precision'
  unset multiplot
  unset output
}
