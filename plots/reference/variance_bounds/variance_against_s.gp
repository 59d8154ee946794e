# Variance of quantization against s
# Run in this folder: gnuplot variance_against_s.gp
reset
set encoding utf8
clamp(v, low, high) = v < low ? low : v > high ? high : v
do for [format in 'svg pdf png'] {
  if (format eq 'svg') {
    set terminal svg size 1020,400 noenhanced font 'sans-serif,13' background '#ffffff'
    size = 13
  }
  if (format eq 'pdf') {
    set terminal pdfcairo size 10.625in,4.167in noenhanced font 'DejaVu Sans,9.75' fontscale 0.75 linewidth 1.3 pointscale 0.75 background '#ffffff'
    size = 9.75
  }
  if (format eq 'png') {
    set terminal pngcairo size 2040,800 noenhanced font 'DejaVu Sans,9.75' fontscale 2 linewidth 2 pointscale 2 background '#ffffff'
    size = 9.75
  }
  set output 'variance_against_s.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'Variance of quantization against s' at screen 0.50000, screen 0.95750 center font large
  # Panel 1
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.32750
  set tmargin at screen 0.85250
  set logscale x
  set xrange [0.8468447405:301.1177702]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1) font small
  set logscale y
  set yrange [4.849974182e-05:16.01012186]
  set ytics out nomirror scale 0.7,0.4 ('10⁻⁴' 0.0001, '10⁻³' 0.001, '10⁻²' 0.01, '10⁻¹' 0.1, '10⁰' 1, '10¹' 10, '' 5e-05 1, '' 6e-05 1, '' 7e-05 1, '' 8e-05 1, '' 9e-05 1, '' 0.0002 1, '' 0.0003 1, '' 0.0004 1, '' 0.0005 1, '' 0.0006 1, '' 0.0007 1, '' 0.0008 1, '' 0.0009 1, '' 0.002 1, '' 0.003 1, '' 0.004 1, '' 0.005 1, '' 0.006 1, '' 0.007 1, '' 0.008 1, '' 0.009 1, '' 0.02 1, '' 0.03 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1) font small
  set label 'n = 10' at screen 0.19706, screen 0.88750 center
  set label 's' at screen 0.19706, screen 0.21750 center
  set label 'variance / ||v||^2' at screen 0.01569, screen 0.59000 center rotate by 90
  plot 'variance_against_s.dat' index 0 using 1:(clamp($3, 4.849974182e-05, 16.01012186)):(clamp($4, 4.849974182e-05, 16.01012186)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'variance_against_s.dat' index 3 using 1:(clamp($3, 4.849974182e-05, 16.01012186)):(clamp($4, 4.849974182e-05, 16.01012186)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'variance_against_s.dat' index 0 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'variance_against_s.dat' index 1 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle, \
    'variance_against_s.dat' index 2 using 1:2 with lines lc rgb '#009E73' lw 1.8 dt (2,4) notitle, \
    'variance_against_s.dat' index 3 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'variance_against_s.dat' index 4 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle, \
    'variance_against_s.dat' index 5 using 1:2 with lines lc rgb '#CC79A7' lw 1.8 dt (2,4) notitle, \
    'variance_against_s.dat' index 6 using 1:2 with linespoints lc rgb '#000000' lw 1.4 dt (10,6) pt 6 ps 0.75 pi 1 notitle
  unset label
  unset key
  # Panel 2
  set lmargin at screen 0.40784
  set rmargin at screen 0.65294
  set bmargin at screen 0.32750
  set tmargin at screen 0.85250
  set logscale x
  set xrange [0.8468447405:301.1177702]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1) font small
  set logscale y
  set yrange [0.0005931713175:158.8662093]
  set ytics out nomirror scale 0.7,0.4 ('10⁻³' 0.001, '10⁻²' 0.01, '10⁻¹' 0.1, '10⁰' 1, '10¹' 10, '10²' 100, '' 0.0006 1, '' 0.0007 1, '' 0.0008 1, '' 0.0009 1, '' 0.002 1, '' 0.003 1, '' 0.004 1, '' 0.005 1, '' 0.006 1, '' 0.007 1, '' 0.008 1, '' 0.009 1, '' 0.02 1, '' 0.03 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1) font small
  set label 'n = 100' at screen 0.53039, screen 0.88750 center
  set label 's' at screen 0.53039, screen 0.21750 center
  set label 'variance / ||v||^2' at screen 0.34902, screen 0.59000 center rotate by 90
  plot 'variance_against_s.dat' index 7 using 1:(clamp($3, 0.0005931713175, 158.8662093)):(clamp($4, 0.0005931713175, 158.8662093)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'variance_against_s.dat' index 10 using 1:(clamp($3, 0.0005931713175, 158.8662093)):(clamp($4, 0.0005931713175, 158.8662093)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'variance_against_s.dat' index 7 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'variance_against_s.dat' index 8 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle, \
    'variance_against_s.dat' index 9 using 1:2 with lines lc rgb '#009E73' lw 1.8 dt (2,4) notitle, \
    'variance_against_s.dat' index 10 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'variance_against_s.dat' index 11 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle, \
    'variance_against_s.dat' index 12 using 1:2 with lines lc rgb '#CC79A7' lw 1.8 dt (2,4) notitle, \
    'variance_against_s.dat' index 13 using 1:2 with linespoints lc rgb '#000000' lw 1.4 dt (10,6) pt 6 ps 0.75 pi 1 notitle
  unset label
  unset key
  # Panel 3
  set lmargin at screen 0.74118
  set rmargin at screen 0.98627
  set bmargin at screen 0.32750
  set tmargin at screen 0.85250
  set logscale x
  set xrange [0.8468447405:301.1177702]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1) font small
  set logscale y
  set yrange [0.006248071037:1585.490401]
  set ytics out nomirror scale 0.7,0.4 ('0.01' 0.01, '0.1' 0.1, '1' 1, '10' 10, '100' 100, '1000' 1000, '' 0.007 1, '' 0.008 1, '' 0.009 1, '' 0.02 1, '' 0.03 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1, '' 400 1, '' 500 1, '' 600 1, '' 700 1, '' 800 1, '' 900 1) font small
  set label 'n = 1000' at screen 0.86373, screen 0.88750 center
  set label 's' at screen 0.86373, screen 0.21750 center
  set label 'variance / ||v||^2' at screen 0.68235, screen 0.59000 center rotate by 90
  plot 'variance_against_s.dat' index 14 using 1:(clamp($3, 0.006248071037, 1585.490401)):(clamp($4, 0.006248071037, 1585.490401)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'variance_against_s.dat' index 17 using 1:(clamp($3, 0.006248071037, 1585.490401)):(clamp($4, 0.006248071037, 1585.490401)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'variance_against_s.dat' index 14 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'variance_against_s.dat' index 15 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle, \
    'variance_against_s.dat' index 16 using 1:2 with lines lc rgb '#009E73' lw 1.8 dt (2,4) notitle, \
    'variance_against_s.dat' index 17 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'variance_against_s.dat' index 18 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle, \
    'variance_against_s.dat' index 19 using 1:2 with lines lc rgb '#CC79A7' lw 1.8 dt (2,4) notitle, \
    'variance_against_s.dat' index 20 using 1:2 with linespoints lc rgb '#000000' lw 1.4 dt (10,6) pt 6 ps 0.75 pi 1 notitle
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
  set key at screen 0.50000, screen 0.15750 center top horizontal Left reverse noenhanced maxcols 3 samplen 3.5 spacing 1.1 font small
  plot -1 notitle, \
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 title 'measured, step 1/s', \
    keyentry with lines lc rgb '#D55E00' lw 1.8 dt (2,4) title 'exact, step 1/s', \
    keyentry with lines lc rgb '#009E73' lw 1.8 dt (2,4) title 'Lemma 2 corrected, step 1/s', \
    keyentry with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 title 'measured, step 2/s', \
    keyentry with lines lc rgb '#0072B2' lw 1.8 dt (2,4) title 'exact, step 2/s', \
    keyentry with lines lc rgb '#CC79A7' lw 1.8 dt (2,4) title 'Lemma 2 corrected, step 2/s', \
    keyentry with linespoints lc rgb '#000000' lw 1.4 dt (10,6) pt 6 ps 0.75 pi 1 title 'Lemma 2 as printed'
  unset multiplot
  unset output
}
