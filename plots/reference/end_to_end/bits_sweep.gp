# Loss above 32 bits against the bits of each channel
# Run in this folder: gnuplot bits_sweep.gp
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
  set output 'bits_sweep.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'Loss above 32 bits against the bits of each channel' at screen 0.50000, screen 0.97424 center font large
  # Panel 1
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.59242
  set tmargin at screen 0.91061
  unset logscale x
  set xrange [0.79:8.21]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5, '6' 6, '7' 7, '8' 8) font small
  set logscale y
  set yrange [1.585686699e-07:0.3384793539]
  set ytics out nomirror scale 0.7,0.4 ('10⁻⁶' 1e-06, '10⁻⁵' 1e-05, '10⁻⁴' 0.0001, '10⁻³' 0.001, '10⁻²' 0.01, '10⁻¹' 0.1, '' 2e-07 1, '' 3e-07 1, '' 4e-07 1, '' 5e-07 1, '' 6e-07 1, '' 7e-07 1, '' 8e-07 1, '' 9e-07 1, '' 2e-06 1, '' 3e-06 1, '' 4e-06 1, '' 5e-06 1, '' 6e-06 1, '' 7e-06 1, '' 8e-06 1, '' 9e-06 1, '' 2e-05 1, '' 3e-05 1, '' 4e-05 1, '' 5e-05 1, '' 6e-05 1, '' 7e-05 1, '' 8e-05 1, '' 9e-05 1, '' 0.0002 1, '' 0.0003 1, '' 0.0004 1, '' 0.0005 1, '' 0.0006 1, '' 0.0007 1, '' 0.0008 1, '' 0.0009 1, '' 0.002 1, '' 0.003 1, '' 0.004 1, '' 0.005 1, '' 0.006 1, '' 0.007 1, '' 0.008 1, '' 0.009 1, '' 0.02 1, '' 0.03 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1) font small
  set label 'synthetic-10' at screen 0.19706, screen 0.93182 center
  set label 'bits' at screen 0.19706, screen 0.52576 center
  set label 'final loss / 32-bit loss - 1' at screen 0.01569, screen 0.75152 center rotate by 90
  plot 'bits_sweep.dat' index 0 using 1:(clamp($3, 1.585686699e-07, 0.3384793539)):(clamp($4, 1.585686699e-07, 0.3384793539)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'bits_sweep.dat' index 1 using 1:(clamp($3, 1.585686699e-07, 0.3384793539)):(clamp($4, 1.585686699e-07, 0.3384793539)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'bits_sweep.dat' index 2 using 1:(clamp($3, 1.585686699e-07, 0.3384793539)):(clamp($4, 1.585686699e-07, 0.3384793539)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'bits_sweep.dat' index 3 using 1:(clamp($3, 1.585686699e-07, 0.3384793539)):(clamp($4, 1.585686699e-07, 0.3384793539)) with filledcurves fc rgb '#CC79A7' fs transparent solid 0.18 noborder notitle, \
    'bits_sweep.dat' index 0 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'bits_sweep.dat' index 1 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'bits_sweep.dat' index 2 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'bits_sweep.dat' index 3 using 1:2 with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 1 notitle, \
    'bits_sweep.dat' index 4 using 1:2 with lines lc rgb '#000000' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 2
  set lmargin at screen 0.40784
  set rmargin at screen 0.65294
  set bmargin at screen 0.59242
  set tmargin at screen 0.91061
  unset logscale x
  set xrange [0.79:8.21]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5, '6' 6, '7' 7, '8' 8) font small
  set logscale y
  set yrange [6.098133994e-07:16.86684011]
  set ytics out nomirror scale 0.7,0.4 ('10⁻⁶' 1e-06, '' 1e-05 1, '10⁻⁴' 0.0001, '' 0.001 1, '10⁻²' 0.01, '' 0.1 1, '10⁰' 1, '' 10 1) font small
  set label 'synthetic-100' at screen 0.53039, screen 0.93182 center
  set label 'bits' at screen 0.53039, screen 0.52576 center
  set label 'final loss / 32-bit loss - 1' at screen 0.34902, screen 0.75152 center rotate by 90
  plot 'bits_sweep.dat' index 5 using 1:(clamp($3, 6.098133994e-07, 16.86684011)):(clamp($4, 6.098133994e-07, 16.86684011)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'bits_sweep.dat' index 6 using 1:(clamp($3, 6.098133994e-07, 16.86684011)):(clamp($4, 6.098133994e-07, 16.86684011)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'bits_sweep.dat' index 7 using 1:(clamp($3, 6.098133994e-07, 16.86684011)):(clamp($4, 6.098133994e-07, 16.86684011)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'bits_sweep.dat' index 8 using 1:(clamp($3, 6.098133994e-07, 16.86684011)):(clamp($4, 6.098133994e-07, 16.86684011)) with filledcurves fc rgb '#CC79A7' fs transparent solid 0.18 noborder notitle, \
    'bits_sweep.dat' index 5 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'bits_sweep.dat' index 6 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'bits_sweep.dat' index 7 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'bits_sweep.dat' index 8 using 1:2 with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 1 notitle, \
    'bits_sweep.dat' index 9 using 1:2 with lines lc rgb '#000000' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 3
  set lmargin at screen 0.74118
  set rmargin at screen 0.98627
  set bmargin at screen 0.59242
  set tmargin at screen 0.91061
  unset logscale x
  set xrange [0.79:8.21]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5, '6' 6, '7' 7, '8' 8) font small
  set logscale y
  set yrange [6.837832776e-06:128427.101]
  set ytics out nomirror scale 0.7,0.4 ('10⁻⁵' 1e-05, '' 0.0001 1, '10⁻³' 0.001, '' 0.01 1, '10⁻¹' 0.1, '' 1 1, '10¹' 10, '' 100 1, '10³' 1000, '' 10000 1, '10⁵' 100000) font small
  set label 'cadata' at screen 0.86373, screen 0.93182 center
  set label 'bits' at screen 0.86373, screen 0.52576 center
  set label 'final loss / 32-bit loss - 1' at screen 0.68235, screen 0.75152 center rotate by 90
  plot 'bits_sweep.dat' index 10 using 1:(clamp($3, 6.837832776e-06, 128427.101)):(clamp($4, 6.837832776e-06, 128427.101)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'bits_sweep.dat' index 11 using 1:(clamp($3, 6.837832776e-06, 128427.101)):(clamp($4, 6.837832776e-06, 128427.101)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'bits_sweep.dat' index 12 using 1:(clamp($3, 6.837832776e-06, 128427.101)):(clamp($4, 6.837832776e-06, 128427.101)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'bits_sweep.dat' index 13 using 1:(clamp($3, 6.837832776e-06, 128427.101)):(clamp($4, 6.837832776e-06, 128427.101)) with filledcurves fc rgb '#CC79A7' fs transparent solid 0.18 noborder notitle, \
    'bits_sweep.dat' index 10 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'bits_sweep.dat' index 11 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'bits_sweep.dat' index 12 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'bits_sweep.dat' index 13 using 1:2 with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 1 notitle, \
    'bits_sweep.dat' index 14 using 1:2 with lines lc rgb '#000000' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 4
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.14091
  set tmargin at screen 0.45909
  unset logscale x
  set xrange [0.79:8.21]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5, '6' 6, '7' 7, '8' 8) font small
  set logscale y
  set yrange [7.510998362e-06:289649.1779]
  set ytics out nomirror scale 0.7,0.4 ('10⁻⁵' 1e-05, '' 0.0001 1, '10⁻³' 0.001, '' 0.01 1, '10⁻¹' 0.1, '' 1 1, '10¹' 10, '' 100 1, '10³' 1000, '' 10000 1, '10⁵' 100000) font small
  set label 'cpusmall' at screen 0.19706, screen 0.48030 center
  set label 'bits' at screen 0.19706, screen 0.07424 center
  set label 'final loss / 32-bit loss - 1' at screen 0.01569, screen 0.30000 center rotate by 90
  plot 'bits_sweep.dat' index 15 using 1:(clamp($3, 7.510998362e-06, 289649.1779)):(clamp($4, 7.510998362e-06, 289649.1779)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'bits_sweep.dat' index 16 using 1:(clamp($3, 7.510998362e-06, 289649.1779)):(clamp($4, 7.510998362e-06, 289649.1779)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'bits_sweep.dat' index 17 using 1:(clamp($3, 7.510998362e-06, 289649.1779)):(clamp($4, 7.510998362e-06, 289649.1779)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'bits_sweep.dat' index 18 using 1:(clamp($3, 7.510998362e-06, 289649.1779)):(clamp($4, 7.510998362e-06, 289649.1779)) with filledcurves fc rgb '#CC79A7' fs transparent solid 0.18 noborder notitle, \
    'bits_sweep.dat' index 15 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'bits_sweep.dat' index 16 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'bits_sweep.dat' index 17 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'bits_sweep.dat' index 18 using 1:2 with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 1 notitle, \
    'bits_sweep.dat' index 19 using 1:2 with lines lc rgb '#000000' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 5
  set lmargin at screen 0.40784
  set rmargin at screen 0.65294
  set bmargin at screen 0.14091
  set tmargin at screen 0.45909
  unset logscale x
  set xrange [0.79:8.21]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5, '6' 6, '7' 7, '8' 8) font small
  set logscale y
  set yrange [4.979692137e-06:19937.45383]
  set ytics out nomirror scale 0.7,0.4 ('10⁻⁵' 1e-05, '' 0.0001 1, '10⁻³' 0.001, '' 0.01 1, '10⁻¹' 0.1, '' 1 1, '10¹' 10, '' 100 1, '10³' 1000, '' 10000 1) font small
  set label 'shuttle for cod-rna' at screen 0.53039, screen 0.48030 center
  set label 'bits' at screen 0.53039, screen 0.07424 center
  set label 'final loss / 32-bit loss - 1' at screen 0.34902, screen 0.30000 center rotate by 90
  plot 'bits_sweep.dat' index 20 using 1:(clamp($3, 4.979692137e-06, 19937.45383)):(clamp($4, 4.979692137e-06, 19937.45383)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'bits_sweep.dat' index 21 using 1:(clamp($3, 4.979692137e-06, 19937.45383)):(clamp($4, 4.979692137e-06, 19937.45383)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'bits_sweep.dat' index 22 using 1:(clamp($3, 4.979692137e-06, 19937.45383)):(clamp($4, 4.979692137e-06, 19937.45383)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'bits_sweep.dat' index 23 using 1:(clamp($3, 4.979692137e-06, 19937.45383)):(clamp($4, 4.979692137e-06, 19937.45383)) with filledcurves fc rgb '#CC79A7' fs transparent solid 0.18 noborder notitle, \
    'bits_sweep.dat' index 20 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'bits_sweep.dat' index 21 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'bits_sweep.dat' index 22 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'bits_sweep.dat' index 23 using 1:2 with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 1 notitle, \
    'bits_sweep.dat' index 24 using 1:2 with lines lc rgb '#000000' lw 1.8 dt (2,4) notitle
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
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 title 'samples only', \
    keyentry with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 title 'model only', \
    keyentry with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 title 'gradient only', \
    keyentry with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 1 title 'end to end', \
    keyentry with lines lc rgb '#000000' lw 1.8 dt (2,4) title '1 %'
  unset multiplot
  unset output
}
