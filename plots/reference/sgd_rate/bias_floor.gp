# The floor that bias leaves, against the bits
# Run in this folder: gnuplot bias_floor.gp
reset
set encoding utf8
clamp(v, low, high) = v < low ? low : v > high ? high : v
do for [format in 'svg pdf png'] {
  if (format eq 'svg') {
    set terminal svg size 600,491 noenhanced font 'sans-serif,13' background '#ffffff'
    size = 13
  }
  if (format eq 'pdf') {
    set terminal pdfcairo size 6.250in,5.115in noenhanced font 'DejaVu Sans,9.75' fontscale 0.75 linewidth 1.3 pointscale 0.75 background '#ffffff'
    size = 9.75
  }
  if (format eq 'png') {
    set terminal pngcairo size 1200,982 noenhanced font 'DejaVu Sans,9.75' fontscale 2 linewidth 2 pointscale 2 background '#ffffff'
    size = 9.75
  }
  set output 'bias_floor.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'The floor that bias leaves, against the bits' at screen 0.50000, screen 0.96538 center font large
  # Panel 1
  set lmargin at screen 0.12667
  set rmargin at screen 0.97667
  set bmargin at screen 0.22811
  set tmargin at screen 0.87984
  unset logscale x
  set xrange [1.82:8.18]
  set xtics out nomirror scale 0.7,0.4 ('2' 2, '3' 3, '4' 4, '5' 5, '6' 6, '7' 7, '8' 8) font small
  set logscale y
  set yrange [1.696182304e-10:1.280246302]
  set ytics out nomirror scale 0.7,0.4 ('10⁻⁹' 1e-09, '' 1e-08 1, '10⁻⁷' 1e-07, '' 1e-06 1, '10⁻⁵' 1e-05, '' 0.0001 1, '10⁻³' 0.001, '' 0.01 1, '10⁻¹' 0.1, '' 1 1) font small
  set label 'at the largest T' at screen 0.55167, screen 0.90835 center
  set label 'bits of a sample value' at screen 0.55167, screen 0.13849 center
  set label 'half-MSE above F*' at screen 0.02667, screen 0.55397 center rotate by 90
  plot 'bias_floor.dat' index 0 using 1:(clamp($3, 1.696182304e-10, 1.280246302)):(clamp($4, 1.696182304e-10, 1.280246302)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'bias_floor.dat' index 1 using 1:(clamp($3, 1.696182304e-10, 1.280246302)):(clamp($4, 1.696182304e-10, 1.280246302)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'bias_floor.dat' index 0 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'bias_floor.dat' index 1 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'bias_floor.dat' index 2 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle, \
    'bias_floor.dat' index 3 using 1:2 with lines lc rgb '#009E73' lw 1.8 dt (2,4) notitle
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
  set key at screen 0.50000, screen 0.08961 center top horizontal Left reverse noenhanced maxcols 2 samplen 3.5 spacing 1.1 font small
  plot -1 notitle, \
    keyentry with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 title 'naive, gap', \
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 title 'double sampling, gap', \
    keyentry with lines lc rgb '#0072B2' lw 1.8 dt (2,4) title 'naive, exact floor', \
    keyentry with lines lc rgb '#009E73' lw 1.8 dt (2,4) title 'R beta + (eta/2) beta^2'
  unset multiplot
  unset output
}
