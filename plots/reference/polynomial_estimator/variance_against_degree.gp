# Variance of the forms against degree, 4-bit draws
# Run in this folder: gnuplot variance_against_degree.gp
reset
set encoding utf8
clamp(v, low, high) = v < low ? low : v > high ? high : v
do for [format in 'svg pdf png'] {
  if (format eq 'svg') {
    set terminal svg size 1020,977 noenhanced font 'sans-serif,13' background '#ffffff'
    size = 13
  }
  if (format eq 'pdf') {
    set terminal pdfcairo size 10.625in,10.177in noenhanced font 'DejaVu Sans,9.75' fontscale 0.75 linewidth 1.3 pointscale 0.75 background '#ffffff'
    size = 9.75
  }
  if (format eq 'png') {
    set terminal pngcairo size 2040,1954 noenhanced font 'DejaVu Sans,9.75' fontscale 2 linewidth 2 pointscale 2 background '#ffffff'
    size = 9.75
  }
  set output 'variance_against_degree.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'Variance of the forms against degree, 4-bit draws' at screen 0.50000, screen 0.98260 center font large
  # Panel 1
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.72467
  set tmargin at screen 0.93961
  unset logscale x
  set xrange [0.58:15.42]
  set xtics out nomirror scale 0.7,0.4 ('2' 2, '4' 4, '6' 6, '8' 8, '10' 10, '12' 12, '14' 14) font small
  set logscale y
  set yrange [3.383846596e-05:0.001345586547]
  set ytics out nomirror scale 0.7,0.4 ('10⁻⁴' 0.0001, '10⁻³' 0.001, '' 4e-05 1, '' 5e-05 1, '' 6e-05 1, '' 7e-05 1, '' 8e-05 1, '' 9e-05 1, '' 0.0002 1, '' 0.0003 1, '' 0.0004 1, '' 0.0005 1, '' 0.0006 1, '' 0.0007 1, '' 0.0008 1, '' 0.0009 1) font small
  set label 'synthetic-10, sigmoid, R = 5' at screen 0.19706, screen 0.95394 center
  set label 'degree' at screen 0.19706, screen 0.67963 center
  set label 'variance of an estimate' at screen 0.01569, screen 0.83214 center rotate by 90
  plot 'variance_against_degree.dat' index 0 using 1:(clamp($3, 3.383846596e-05, 0.001345586547)):(clamp($4, 3.383846596e-05, 0.001345586547)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'variance_against_degree.dat' index 2 using 1:(clamp($3, 3.383846596e-05, 0.001345586547)):(clamp($4, 3.383846596e-05, 0.001345586547)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'variance_against_degree.dat' index 4 using 1:(clamp($3, 3.383846596e-05, 0.001345586547)):(clamp($4, 3.383846596e-05, 0.001345586547)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'variance_against_degree.dat' index 0 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'variance_against_degree.dat' index 1 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle, \
    'variance_against_degree.dat' index 2 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'variance_against_degree.dat' index 3 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle, \
    'variance_against_degree.dat' index 4 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'variance_against_degree.dat' index 5 using 1:2 with lines lc rgb '#009E73' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 2
  set lmargin at screen 0.40784
  set rmargin at screen 0.65294
  set bmargin at screen 0.72467
  set tmargin at screen 0.93961
  unset logscale x
  set xrange [0.58:15.42]
  set xtics out nomirror scale 0.7,0.4 ('2' 2, '4' 4, '6' 6, '8' 8, '10' 10, '12' 12, '14' 14) font small
  set logscale y
  set yrange [5.542253466e-05:0.0457502149]
  set ytics out nomirror scale 0.7,0.4 ('10⁻⁴' 0.0001, '10⁻³' 0.001, '10⁻²' 0.01, '' 6e-05 1, '' 7e-05 1, '' 8e-05 1, '' 9e-05 1, '' 0.0002 1, '' 0.0003 1, '' 0.0004 1, '' 0.0005 1, '' 0.0006 1, '' 0.0007 1, '' 0.0008 1, '' 0.0009 1, '' 0.002 1, '' 0.003 1, '' 0.004 1, '' 0.005 1, '' 0.006 1, '' 0.007 1, '' 0.008 1, '' 0.009 1, '' 0.02 1, '' 0.03 1, '' 0.04 1) font small
  set label 'synthetic-10, step, gap 0.1 R' at screen 0.53039, screen 0.95394 center
  set label 'degree' at screen 0.53039, screen 0.67963 center
  set label 'variance of an estimate' at screen 0.34902, screen 0.83214 center rotate by 90
  plot 'variance_against_degree.dat' index 6 using 1:(clamp($3, 5.542253466e-05, 0.0457502149)):(clamp($4, 5.542253466e-05, 0.0457502149)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'variance_against_degree.dat' index 8 using 1:(clamp($3, 5.542253466e-05, 0.0457502149)):(clamp($4, 5.542253466e-05, 0.0457502149)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'variance_against_degree.dat' index 10 using 1:(clamp($3, 5.542253466e-05, 0.0457502149)):(clamp($4, 5.542253466e-05, 0.0457502149)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'variance_against_degree.dat' index 6 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'variance_against_degree.dat' index 7 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle, \
    'variance_against_degree.dat' index 8 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'variance_against_degree.dat' index 9 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle, \
    'variance_against_degree.dat' index 10 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'variance_against_degree.dat' index 11 using 1:2 with lines lc rgb '#009E73' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 3
  set lmargin at screen 0.74118
  set rmargin at screen 0.98627
  set bmargin at screen 0.72467
  set tmargin at screen 0.93961
  unset logscale x
  set xrange [0.58:15.42]
  set xtics out nomirror scale 0.7,0.4 ('2' 2, '4' 4, '6' 6, '8' 8, '10' 10, '12' 12, '14' 14) font small
  set logscale y
  set yrange [2.017017041e-05:0.0004180368225]
  set ytics out nomirror scale 0.7,0.4 ('1' 0.0001, '2' 0.0002, '3' 0.0003, '4' 0.0004) font small
  set label 'synthetic-100, sigmoid, R = 5' at screen 0.86373, screen 0.95394 center
  set label 'degree' at screen 0.86373, screen 0.67963 center
  set label 'variance of an estimate' at screen 0.68235, screen 0.83214 center rotate by 90
  set label '×10⁻⁴' at screen 0.73333, screen 0.95394 right font small
  plot 'variance_against_degree.dat' index 12 using 1:(clamp($3, 2.017017041e-05, 0.0004180368225)):(clamp($4, 2.017017041e-05, 0.0004180368225)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'variance_against_degree.dat' index 14 using 1:(clamp($3, 2.017017041e-05, 0.0004180368225)):(clamp($4, 2.017017041e-05, 0.0004180368225)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'variance_against_degree.dat' index 16 using 1:(clamp($3, 2.017017041e-05, 0.0004180368225)):(clamp($4, 2.017017041e-05, 0.0004180368225)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'variance_against_degree.dat' index 12 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'variance_against_degree.dat' index 13 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle, \
    'variance_against_degree.dat' index 14 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'variance_against_degree.dat' index 15 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle, \
    'variance_against_degree.dat' index 16 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'variance_against_degree.dat' index 17 using 1:2 with lines lc rgb '#009E73' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 4
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.41965
  set tmargin at screen 0.63460
  unset logscale x
  set xrange [0.58:15.42]
  set xtics out nomirror scale 0.7,0.4 ('2' 2, '4' 4, '6' 6, '8' 8, '10' 10, '12' 12, '14' 14) font small
  set logscale y
  set yrange [8.180984211e-05:0.006710413873]
  set ytics out nomirror scale 0.7,0.4 ('10⁻⁴' 0.0001, '10⁻³' 0.001, '' 9e-05 1, '' 0.0002 1, '' 0.0003 1, '' 0.0004 1, '' 0.0005 1, '' 0.0006 1, '' 0.0007 1, '' 0.0008 1, '' 0.0009 1, '' 0.002 1, '' 0.003 1, '' 0.004 1, '' 0.005 1, '' 0.006 1) font small
  set label 'synthetic-100, step, gap 0.1 R' at screen 0.19706, screen 0.64893 center
  set label 'degree' at screen 0.19706, screen 0.37462 center
  set label 'variance of an estimate' at screen 0.01569, screen 0.52712 center rotate by 90
  plot 'variance_against_degree.dat' index 18 using 1:(clamp($3, 8.180984211e-05, 0.006710413873)):(clamp($4, 8.180984211e-05, 0.006710413873)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'variance_against_degree.dat' index 20 using 1:(clamp($3, 8.180984211e-05, 0.006710413873)):(clamp($4, 8.180984211e-05, 0.006710413873)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'variance_against_degree.dat' index 22 using 1:(clamp($3, 8.180984211e-05, 0.006710413873)):(clamp($4, 8.180984211e-05, 0.006710413873)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'variance_against_degree.dat' index 18 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'variance_against_degree.dat' index 19 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle, \
    'variance_against_degree.dat' index 20 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'variance_against_degree.dat' index 21 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle, \
    'variance_against_degree.dat' index 22 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'variance_against_degree.dat' index 23 using 1:2 with lines lc rgb '#009E73' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 5
  set lmargin at screen 0.40784
  set rmargin at screen 0.65294
  set bmargin at screen 0.41965
  set tmargin at screen 0.63460
  unset logscale x
  set xrange [0.58:15.42]
  set xtics out nomirror scale 0.7,0.4 ('2' 2, '4' 4, '6' 6, '8' 8, '10' 10, '12' 12, '14' 14) font small
  set logscale y
  set yrange [1.111007094e-05:0.0005480951266]
  set ytics out nomirror scale 0.7,0.4 ('1' 0.0001, '2' 0.0002, '3' 0.0003, '4' 0.0004, '5' 0.0005) font small
  set label 'cadata, sigmoid, R = 5' at screen 0.53039, screen 0.64893 center
  set label 'degree' at screen 0.53039, screen 0.37462 center
  set label 'variance of an estimate' at screen 0.34902, screen 0.52712 center rotate by 90
  set label '×10⁻⁴' at screen 0.40000, screen 0.64893 right font small
  plot 'variance_against_degree.dat' index 24 using 1:(clamp($3, 1.111007094e-05, 0.0005480951266)):(clamp($4, 1.111007094e-05, 0.0005480951266)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'variance_against_degree.dat' index 26 using 1:(clamp($3, 1.111007094e-05, 0.0005480951266)):(clamp($4, 1.111007094e-05, 0.0005480951266)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'variance_against_degree.dat' index 28 using 1:(clamp($3, 1.111007094e-05, 0.0005480951266)):(clamp($4, 1.111007094e-05, 0.0005480951266)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'variance_against_degree.dat' index 24 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'variance_against_degree.dat' index 25 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle, \
    'variance_against_degree.dat' index 26 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'variance_against_degree.dat' index 27 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle, \
    'variance_against_degree.dat' index 28 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'variance_against_degree.dat' index 29 using 1:2 with lines lc rgb '#009E73' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 6
  set lmargin at screen 0.74118
  set rmargin at screen 0.98627
  set bmargin at screen 0.41965
  set tmargin at screen 0.63460
  unset logscale x
  set xrange [0.58:15.42]
  set xtics out nomirror scale 0.7,0.4 ('2' 2, '4' 4, '6' 6, '8' 8, '10' 10, '12' 12, '14' 14) font small
  set logscale y
  set yrange [1.542491271e-05:0.0286302689]
  set ytics out nomirror scale 0.7,0.4 ('10⁻⁴' 0.0001, '10⁻³' 0.001, '10⁻²' 0.01, '' 2e-05 1, '' 3e-05 1, '' 4e-05 1, '' 5e-05 1, '' 6e-05 1, '' 7e-05 1, '' 8e-05 1, '' 9e-05 1, '' 0.0002 1, '' 0.0003 1, '' 0.0004 1, '' 0.0005 1, '' 0.0006 1, '' 0.0007 1, '' 0.0008 1, '' 0.0009 1, '' 0.002 1, '' 0.003 1, '' 0.004 1, '' 0.005 1, '' 0.006 1, '' 0.007 1, '' 0.008 1, '' 0.009 1, '' 0.02 1) font small
  set label 'cadata, step, gap 0.1 R' at screen 0.86373, screen 0.64893 center
  set label 'degree' at screen 0.86373, screen 0.37462 center
  set label 'variance of an estimate' at screen 0.68235, screen 0.52712 center rotate by 90
  plot 'variance_against_degree.dat' index 30 using 1:(clamp($3, 1.542491271e-05, 0.0286302689)):(clamp($4, 1.542491271e-05, 0.0286302689)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'variance_against_degree.dat' index 32 using 1:(clamp($3, 1.542491271e-05, 0.0286302689)):(clamp($4, 1.542491271e-05, 0.0286302689)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'variance_against_degree.dat' index 34 using 1:(clamp($3, 1.542491271e-05, 0.0286302689)):(clamp($4, 1.542491271e-05, 0.0286302689)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'variance_against_degree.dat' index 30 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'variance_against_degree.dat' index 31 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle, \
    'variance_against_degree.dat' index 32 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'variance_against_degree.dat' index 33 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle, \
    'variance_against_degree.dat' index 34 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'variance_against_degree.dat' index 35 using 1:2 with lines lc rgb '#009E73' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 7
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.11464
  set tmargin at screen 0.32958
  unset logscale x
  set xrange [0.58:15.42]
  set xtics out nomirror scale 0.7,0.4 ('2' 2, '4' 4, '6' 6, '8' 8, '10' 10, '12' 12, '14' 14) font small
  set logscale y
  set yrange [5.734945288e-06:0.000257992248]
  set ytics out nomirror scale 0.7,0.4 ('10⁻⁵' 1e-05, '10⁻⁴' 0.0001, '' 6e-06 1, '' 7e-06 1, '' 8e-06 1, '' 9e-06 1, '' 2e-05 1, '' 3e-05 1, '' 4e-05 1, '' 5e-05 1, '' 6e-05 1, '' 7e-05 1, '' 8e-05 1, '' 9e-05 1, '' 0.0002 1) font small
  set label 'cpusmall, sigmoid, R = 5' at screen 0.19706, screen 0.34391 center
  set label 'degree' at screen 0.19706, screen 0.06960 center
  set label 'variance of an estimate' at screen 0.01569, screen 0.22211 center rotate by 90
  plot 'variance_against_degree.dat' index 36 using 1:(clamp($3, 5.734945288e-06, 0.000257992248)):(clamp($4, 5.734945288e-06, 0.000257992248)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'variance_against_degree.dat' index 38 using 1:(clamp($3, 5.734945288e-06, 0.000257992248)):(clamp($4, 5.734945288e-06, 0.000257992248)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'variance_against_degree.dat' index 40 using 1:(clamp($3, 5.734945288e-06, 0.000257992248)):(clamp($4, 5.734945288e-06, 0.000257992248)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'variance_against_degree.dat' index 36 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'variance_against_degree.dat' index 37 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle, \
    'variance_against_degree.dat' index 38 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'variance_against_degree.dat' index 39 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle, \
    'variance_against_degree.dat' index 40 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'variance_against_degree.dat' index 41 using 1:2 with lines lc rgb '#009E73' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 8
  set lmargin at screen 0.40784
  set rmargin at screen 0.65294
  set bmargin at screen 0.11464
  set tmargin at screen 0.32958
  unset logscale x
  set xrange [0.58:15.42]
  set xtics out nomirror scale 0.7,0.4 ('2' 2, '4' 4, '6' 6, '8' 8, '10' 10, '12' 12, '14' 14) font small
  set logscale y
  set yrange [7.695414007e-06:0.01075759295]
  set ytics out nomirror scale 0.7,0.4 ('10⁻⁵' 1e-05, '10⁻⁴' 0.0001, '10⁻³' 0.001, '10⁻²' 0.01, '' 8e-06 1, '' 9e-06 1, '' 2e-05 1, '' 3e-05 1, '' 4e-05 1, '' 5e-05 1, '' 6e-05 1, '' 7e-05 1, '' 8e-05 1, '' 9e-05 1, '' 0.0002 1, '' 0.0003 1, '' 0.0004 1, '' 0.0005 1, '' 0.0006 1, '' 0.0007 1, '' 0.0008 1, '' 0.0009 1, '' 0.002 1, '' 0.003 1, '' 0.004 1, '' 0.005 1, '' 0.006 1, '' 0.007 1, '' 0.008 1, '' 0.009 1) font small
  set label 'cpusmall, step, gap 0.1 R' at screen 0.53039, screen 0.34391 center
  set label 'degree' at screen 0.53039, screen 0.06960 center
  set label 'variance of an estimate' at screen 0.34902, screen 0.22211 center rotate by 90
  plot 'variance_against_degree.dat' index 42 using 1:(clamp($3, 7.695414007e-06, 0.01075759295)):(clamp($4, 7.695414007e-06, 0.01075759295)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'variance_against_degree.dat' index 44 using 1:(clamp($3, 7.695414007e-06, 0.01075759295)):(clamp($4, 7.695414007e-06, 0.01075759295)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'variance_against_degree.dat' index 46 using 1:(clamp($3, 7.695414007e-06, 0.01075759295)):(clamp($4, 7.695414007e-06, 0.01075759295)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'variance_against_degree.dat' index 42 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'variance_against_degree.dat' index 43 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle, \
    'variance_against_degree.dat' index 44 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'variance_against_degree.dat' index 45 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle, \
    'variance_against_degree.dat' index 46 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'variance_against_degree.dat' index 47 using 1:2 with lines lc rgb '#009E73' lw 1.8 dt (2,4) notitle
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
  set key at screen 0.50000, screen 0.04504 center top horizontal Left reverse noenhanced maxcols 3 samplen 3.5 spacing 1.1 font small
  plot -1 notitle, \
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 title 'monomial (printed)', \
    keyentry with lines lc rgb '#D55E00' lw 1.8 dt (2,4) title 'monomial (printed), exact', \
    keyentry with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 title 'Chebyshev', \
    keyentry with lines lc rgb '#0072B2' lw 1.8 dt (2,4) title 'Chebyshev, exact', \
    keyentry with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 title 'symmetrised', \
    keyentry with lines lc rgb '#009E73' lw 1.8 dt (2,4) title 'symmetrised, exact'
  unset multiplot
  unset output
}
