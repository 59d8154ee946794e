# Optimality gap against the number of updates
# Run in this folder: gnuplot rate.gp
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
  set output 'rate.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'Optimality gap against the number of updates' at screen 0.50000, screen 0.95538 center font large
  # Panel 1
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.29396
  set tmargin at screen 0.84514
  set logscale x
  set xrange [12.99603834:20171.07007]
  set xtics out nomirror scale 0.7,0.4 ('100' 100, '1000' 1000, '10000' 10000, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1, '' 400 1, '' 500 1, '' 600 1, '' 700 1, '' 800 1, '' 900 1, '' 2000 1, '' 3000 1, '' 4000 1, '' 5000 1, '' 6000 1, '' 7000 1, '' 8000 1, '' 9000 1, '' 20000 1) font small
  set logscale y
  set yrange [2.039186391e-06:0.04527171563]
  set ytics out nomirror scale 0.7,0.4 ('10⁻⁵' 1e-05, '10⁻⁴' 0.0001, '10⁻³' 0.001, '10⁻²' 0.01, '' 3e-06 1, '' 4e-06 1, '' 5e-06 1, '' 6e-06 1, '' 7e-06 1, '' 8e-06 1, '' 9e-06 1, '' 2e-05 1, '' 3e-05 1, '' 4e-05 1, '' 5e-05 1, '' 6e-05 1, '' 7e-05 1, '' 8e-05 1, '' 9e-05 1, '' 0.0002 1, '' 0.0003 1, '' 0.0004 1, '' 0.0005 1, '' 0.0006 1, '' 0.0007 1, '' 0.0008 1, '' 0.0009 1, '' 0.002 1, '' 0.003 1, '' 0.004 1, '' 0.005 1, '' 0.006 1, '' 0.007 1, '' 0.008 1, '' 0.009 1, '' 0.02 1, '' 0.03 1, '' 0.04 1) font small
  set label 'no noise: full batch' at screen 0.19706, screen 0.88189 center
  set label 'updates T' at screen 0.19706, screen 0.17848 center
  set label 'F(average) - F* (half-MSE)' at screen 0.01569, screen 0.56955 center rotate by 90
  plot 'rate.dat' index 0 using 1:(clamp($3, 2.039186391e-06, 0.04527171563)):(clamp($4, 2.039186391e-06, 0.04527171563)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'rate.dat' index 0 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'rate.dat' index 1 using 1:2 with lines lc rgb '#009E73' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 2
  set lmargin at screen 0.40784
  set rmargin at screen 0.65294
  set bmargin at screen 0.29396
  set tmargin at screen 0.84514
  set logscale x
  set xrange [212.3058037:158047.6436]
  set xtics out nomirror scale 0.7,0.4 ('10³' 1000, '10⁴' 10000, '10⁵' 100000, '' 300 1, '' 400 1, '' 500 1, '' 600 1, '' 700 1, '' 800 1, '' 900 1, '' 2000 1, '' 3000 1, '' 4000 1, '' 5000 1, '' 6000 1, '' 7000 1, '' 8000 1, '' 9000 1, '' 20000 1, '' 30000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1) font small
  set logscale y
  set yrange [0.0002595142194:0.259310855]
  set ytics out nomirror scale 0.7,0.4 ('10⁻³' 0.001, '10⁻²' 0.01, '10⁻¹' 0.1, '' 0.0003 1, '' 0.0004 1, '' 0.0005 1, '' 0.0006 1, '' 0.0007 1, '' 0.0008 1, '' 0.0009 1, '' 0.002 1, '' 0.003 1, '' 0.004 1, '' 0.005 1, '' 0.006 1, '' 0.007 1, '' 0.008 1, '' 0.009 1, '' 0.02 1, '' 0.03 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1) font small
  set label 'noise: double sampling' at screen 0.53039, screen 0.88189 center
  set label 'updates T' at screen 0.53039, screen 0.17848 center
  set label 'F(average) - F* (half-MSE)' at screen 0.34902, screen 0.56955 center rotate by 90
  plot 'rate.dat' index 2 using 1:(clamp($3, 0.0002595142194, 0.259310855)):(clamp($4, 0.0002595142194, 0.259310855)) with filledcurves fc rgb '#000000' fs transparent solid 0.18 noborder notitle, \
    'rate.dat' index 4 using 1:(clamp($3, 0.0002595142194, 0.259310855)):(clamp($4, 0.0002595142194, 0.259310855)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'rate.dat' index 6 using 1:(clamp($3, 0.0002595142194, 0.259310855)):(clamp($4, 0.0002595142194, 0.259310855)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'rate.dat' index 2 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'rate.dat' index 3 using 1:2 with lines lc rgb '#000000' lw 1.8 dt (2,4) notitle, \
    'rate.dat' index 4 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'rate.dat' index 5 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle, \
    'rate.dat' index 6 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'rate.dat' index 7 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 3
  set lmargin at screen 0.74118
  set rmargin at screen 0.98627
  set bmargin at screen 0.29396
  set tmargin at screen 0.84514
  set logscale x
  set xrange [212.3058037:158047.6436]
  set xtics out nomirror scale 0.7,0.4 ('10³' 1000, '10⁴' 10000, '10⁵' 100000, '' 300 1, '' 400 1, '' 500 1, '' 600 1, '' 700 1, '' 800 1, '' 900 1, '' 2000 1, '' 3000 1, '' 4000 1, '' 5000 1, '' 6000 1, '' 7000 1, '' 8000 1, '' 9000 1, '' 20000 1, '' 30000 1, '' 40000 1, '' 50000 1, '' 60000 1, '' 70000 1, '' 80000 1, '' 90000 1) font small
  set logscale y
  set yrange [0.0003117381985:1.0647837]
  set ytics out nomirror scale 0.7,0.4 ('10⁻³' 0.001, '10⁻²' 0.01, '10⁻¹' 0.1, '10⁰' 1, '' 0.0004 1, '' 0.0005 1, '' 0.0006 1, '' 0.0007 1, '' 0.0008 1, '' 0.0009 1, '' 0.002 1, '' 0.003 1, '' 0.004 1, '' 0.005 1, '' 0.006 1, '' 0.007 1, '' 0.008 1, '' 0.009 1, '' 0.02 1, '' 0.03 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1) font small
  set label 'noise and bias: naive' at screen 0.86373, screen 0.88189 center
  set label 'updates T' at screen 0.86373, screen 0.17848 center
  set label 'F(average) - F* (half-MSE)' at screen 0.68235, screen 0.56955 center rotate by 90
  plot 'rate.dat' index 8 using 1:(clamp($3, 0.0003117381985, 1.0647837)):(clamp($4, 0.0003117381985, 1.0647837)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'rate.dat' index 10 using 1:(clamp($3, 0.0003117381985, 1.0647837)):(clamp($4, 0.0003117381985, 1.0647837)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'rate.dat' index 8 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'rate.dat' index 9 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle, \
    'rate.dat' index 10 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'rate.dat' index 11 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle
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
  set key at screen 0.50000, screen 0.11549 center top horizontal Left reverse noenhanced maxcols 5 samplen 3.5 spacing 1.1 font small
  plot -1 notitle, \
    keyentry with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 title 'full batch', \
    keyentry with lines lc rgb '#009E73' lw 1.8 dt (2,4) title 'bound, full batch', \
    keyentry with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 title '32-bit', \
    keyentry with lines lc rgb '#000000' lw 1.8 dt (2,4) title 'bound, 32-bit', \
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 title '2-bit', \
    keyentry with lines lc rgb '#D55E00' lw 1.8 dt (2,4) title 'bound, 2-bit', \
    keyentry with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 title '4-bit', \
    keyentry with lines lc rgb '#0072B2' lw 1.8 dt (2,4) title 'bound, 4-bit'
  unset multiplot
  unset output
}
