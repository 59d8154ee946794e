# Largest exact value over the bound, against n
# Run in this folder: gnuplot largest_ratio.gp
reset
set encoding utf8
clamp(v, low, high) = v < low ? low : v > high ? high : v
do for [format in 'svg pdf png'] {
  if (format eq 'svg') {
    set terminal svg size 1020,1294 noenhanced font 'sans-serif,13' background '#ffffff'
    size = 13
  }
  if (format eq 'pdf') {
    set terminal pdfcairo size 10.625in,13.479in noenhanced font 'DejaVu Sans,9.75' fontscale 0.75 linewidth 1.3 pointscale 0.75 background '#ffffff'
    size = 9.75
  }
  if (format eq 'png') {
    set terminal pngcairo size 2040,2588 noenhanced font 'DejaVu Sans,9.75' fontscale 2 linewidth 2 pointscale 2 background '#ffffff'
    size = 9.75
  }
  set output 'largest_ratio.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'Largest exact value over the bound, against n' at screen 0.50000, screen 0.98686 center font large
  # Panel 1
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.79212
  set tmargin at screen 0.95440
  set logscale x
  set xrange [0.8467453124:302.3341213]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1) font small
  set logscale y
  set yrange [0.05:2000]
  set ytics out nomirror scale 0.7,0.4 ('0.1' 0.1, '1' 1, '10' 10, '100' 100, '1000' 1000, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1, '' 400 1, '' 500 1, '' 600 1, '' 700 1, '' 800 1, '' 900 1, '' 2000 1) font small
  set label 'Lemma 1/7' at screen 0.19706, screen 0.96522 center
  set label 'features n' at screen 0.19706, screen 0.75811 center
  set label 'exact / bound' at screen 0.01569, screen 0.87326 center rotate by 90
  plot 'largest_ratio.dat' index 0 using 1:2 with lines lc rgb '#7F5539' lw 1.8 dt (2,4) notitle, \
    'largest_ratio.dat' index 1 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'largest_ratio.dat' index 2 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'largest_ratio.dat' index 3 using 1:2 with linespoints lc rgb '#56B4E9' lw 1.8 dt solid pt 5 ps 0.65 pi 1 notitle
  unset label
  unset key
  # Panel 2
  set lmargin at screen 0.40784
  set rmargin at screen 0.65294
  set bmargin at screen 0.79212
  set tmargin at screen 0.95440
  set logscale x
  set xrange [0.8467453124:302.3341213]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1) font small
  set logscale y
  set yrange [0.05:2000]
  set ytics out nomirror scale 0.7,0.4 ('0.1' 0.1, '1' 1, '10' 10, '100' 100, '1000' 1000, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1, '' 400 1, '' 500 1, '' 600 1, '' 700 1, '' 800 1, '' 900 1, '' 2000 1) font small
  set label 'Footnote 2' at screen 0.53039, screen 0.96522 center
  set label 'features n' at screen 0.53039, screen 0.75811 center
  set label 'exact / bound' at screen 0.34902, screen 0.87326 center rotate by 90
  plot 'largest_ratio.dat' index 4 using 1:2 with lines lc rgb '#7F5539' lw 1.8 dt (2,4) notitle, \
    'largest_ratio.dat' index 5 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle
  unset label
  unset key
  # Panel 3
  set lmargin at screen 0.74118
  set rmargin at screen 0.98627
  set bmargin at screen 0.79212
  set tmargin at screen 0.95440
  set logscale x
  set xrange [0.8467453124:302.3341213]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1) font small
  set logscale y
  set yrange [0.05:2000]
  set ytics out nomirror scale 0.7,0.4 ('0.1' 0.1, '1' 1, '10' 10, '100' 100, '1000' 1000, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1, '' 400 1, '' 500 1, '' 600 1, '' 700 1, '' 800 1, '' 900 1, '' 2000 1) font small
  set label 'Lemma 2' at screen 0.86373, screen 0.96522 center
  set label 'features n' at screen 0.86373, screen 0.75811 center
  set label 'exact / bound' at screen 0.68235, screen 0.87326 center rotate by 90
  plot 'largest_ratio.dat' index 6 using 1:2 with lines lc rgb '#7F5539' lw 1.8 dt (2,4) notitle, \
    'largest_ratio.dat' index 7 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'largest_ratio.dat' index 8 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'largest_ratio.dat' index 9 using 1:2 with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 1 notitle
  unset label
  unset key
  # Panel 4
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.56182
  set tmargin at screen 0.72411
  set logscale x
  set xrange [0.8467453124:302.3341213]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1) font small
  set logscale y
  set yrange [0.05:2000]
  set ytics out nomirror scale 0.7,0.4 ('0.1' 0.1, '1' 1, '10' 10, '100' 100, '1000' 1000, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1, '' 400 1, '' 500 1, '' 600 1, '' 700 1, '' 800 1, '' 900 1, '' 2000 1) font small
  set label 'Lemma 6 (i)' at screen 0.19706, screen 0.73493 center
  set label 'features n' at screen 0.19706, screen 0.52782 center
  set label 'exact / bound' at screen 0.01569, screen 0.64297 center rotate by 90
  plot 'largest_ratio.dat' index 10 using 1:2 with lines lc rgb '#7F5539' lw 1.8 dt (2,4) notitle, \
    'largest_ratio.dat' index 11 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'largest_ratio.dat' index 12 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'largest_ratio.dat' index 13 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle
  unset label
  unset key
  # Panel 5
  set lmargin at screen 0.40784
  set rmargin at screen 0.65294
  set bmargin at screen 0.56182
  set tmargin at screen 0.72411
  set logscale x
  set xrange [0.8467453124:302.3341213]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1) font small
  set logscale y
  set yrange [0.05:2000]
  set ytics out nomirror scale 0.7,0.4 ('0.1' 0.1, '1' 1, '10' 10, '100' 100, '1000' 1000, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1, '' 400 1, '' 500 1, '' 600 1, '' 700 1, '' 800 1, '' 900 1, '' 2000 1) font small
  set label 'Lemma 6 (iii)' at screen 0.53039, screen 0.73493 center
  set label 'features n' at screen 0.53039, screen 0.52782 center
  set label 'exact / bound' at screen 0.34902, screen 0.64297 center rotate by 90
  plot 'largest_ratio.dat' index 14 using 1:2 with lines lc rgb '#7F5539' lw 1.8 dt (2,4) notitle, \
    'largest_ratio.dat' index 15 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'largest_ratio.dat' index 16 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'largest_ratio.dat' index 17 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle
  unset label
  unset key
  # Panel 6
  set lmargin at screen 0.74118
  set rmargin at screen 0.98627
  set bmargin at screen 0.56182
  set tmargin at screen 0.72411
  set logscale x
  set xrange [0.8467453124:302.3341213]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1) font small
  set logscale y
  set yrange [0.05:2000]
  set ytics out nomirror scale 0.7,0.4 ('0.1' 0.1, '1' 1, '10' 10, '100' 100, '1000' 1000, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1, '' 400 1, '' 500 1, '' 600 1, '' 700 1, '' 800 1, '' 900 1, '' 2000 1) font small
  set label 'Lemma 8' at screen 0.86373, screen 0.73493 center
  set label 'features n' at screen 0.86373, screen 0.52782 center
  set label 'exact / bound' at screen 0.68235, screen 0.64297 center rotate by 90
  plot 'largest_ratio.dat' index 18 using 1:2 with lines lc rgb '#7F5539' lw 1.8 dt (2,4) notitle, \
    'largest_ratio.dat' index 19 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'largest_ratio.dat' index 20 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'largest_ratio.dat' index 21 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle
  unset label
  unset key
  # Panel 7
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.33153
  set tmargin at screen 0.49382
  set logscale x
  set xrange [0.8467453124:302.3341213]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1) font small
  set logscale y
  set yrange [0.05:2000]
  set ytics out nomirror scale 0.7,0.4 ('0.1' 0.1, '1' 1, '10' 10, '100' 100, '1000' 1000, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1, '' 400 1, '' 500 1, '' 600 1, '' 700 1, '' 800 1, '' 900 1, '' 2000 1) font small
  set label 'Corollary 1' at screen 0.19706, screen 0.50464 center
  set label 'features n' at screen 0.19706, screen 0.29753 center
  set label 'exact / bound' at screen 0.01569, screen 0.41267 center rotate by 90
  plot 'largest_ratio.dat' index 22 using 1:2 with lines lc rgb '#7F5539' lw 1.8 dt (2,4) notitle, \
    'largest_ratio.dat' index 23 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'largest_ratio.dat' index 24 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'largest_ratio.dat' index 25 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle
  unset label
  unset key
  # Panel 8
  set lmargin at screen 0.40784
  set rmargin at screen 0.65294
  set bmargin at screen 0.33153
  set tmargin at screen 0.49382
  set logscale x
  set xrange [0.8467453124:302.3341213]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1) font small
  set logscale y
  set yrange [0.05:2000]
  set ytics out nomirror scale 0.7,0.4 ('0.1' 0.1, '1' 1, '10' 10, '100' 100, '1000' 1000, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1, '' 400 1, '' 500 1, '' 600 1, '' 700 1, '' 800 1, '' 900 1, '' 2000 1) font small
  set label 'Lemma 9' at screen 0.53039, screen 0.50464 center
  set label 'features n' at screen 0.53039, screen 0.29753 center
  set label 'exact / bound' at screen 0.34902, screen 0.41267 center rotate by 90
  plot 'largest_ratio.dat' index 26 using 1:2 with lines lc rgb '#7F5539' lw 1.8 dt (2,4) notitle, \
    'largest_ratio.dat' index 27 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'largest_ratio.dat' index 28 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle
  unset label
  unset key
  # Panel 9
  set lmargin at screen 0.74118
  set rmargin at screen 0.98627
  set bmargin at screen 0.33153
  set tmargin at screen 0.49382
  set logscale x
  set xrange [0.8467453124:302.3341213]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1) font small
  set logscale y
  set yrange [0.05:2000]
  set ytics out nomirror scale 0.7,0.4 ('0.1' 0.1, '1' 1, '10' 10, '100' 100, '1000' 1000, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1, '' 400 1, '' 500 1, '' 600 1, '' 700 1, '' 800 1, '' 900 1, '' 2000 1) font small
  set label 'Lemma 10' at screen 0.86373, screen 0.50464 center
  set label 'features n' at screen 0.86373, screen 0.29753 center
  set label 'exact / bound' at screen 0.68235, screen 0.41267 center rotate by 90
  plot 'largest_ratio.dat' index 29 using 1:2 with lines lc rgb '#7F5539' lw 1.8 dt (2,4) notitle, \
    'largest_ratio.dat' index 30 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'largest_ratio.dat' index 31 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle
  unset label
  unset key
  # Panel 10
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.10124
  set tmargin at screen 0.26352
  set logscale x
  set xrange [0.8467453124:302.3341213]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1) font small
  set logscale y
  set yrange [0.05:2000]
  set ytics out nomirror scale 0.7,0.4 ('0.1' 0.1, '1' 1, '10' 10, '100' 100, '1000' 1000, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1, '' 400 1, '' 500 1, '' 600 1, '' 700 1, '' 800 1, '' 900 1, '' 2000 1) font small
  set label 'Corollary 2' at screen 0.19706, screen 0.27434 center
  set label 'features n' at screen 0.19706, screen 0.06723 center
  set label 'exact / bound' at screen 0.01569, screen 0.18238 center rotate by 90
  plot 'largest_ratio.dat' index 32 using 1:2 with lines lc rgb '#7F5539' lw 1.8 dt (2,4) notitle, \
    'largest_ratio.dat' index 33 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'largest_ratio.dat' index 34 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'largest_ratio.dat' index 35 using 1:2 with linespoints lc rgb '#E69F00' lw 2.2 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'largest_ratio.dat' index 36 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle
  unset label
  unset key
  # Panel 11
  set lmargin at screen 0.40784
  set rmargin at screen 0.65294
  set bmargin at screen 0.10124
  set tmargin at screen 0.26352
  set logscale x
  set xrange [0.8467453124:302.3341213]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1) font small
  set logscale y
  set yrange [0.05:2000]
  set ytics out nomirror scale 0.7,0.4 ('0.1' 0.1, '1' 1, '10' 10, '100' 100, '1000' 1000, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1, '' 400 1, '' 500 1, '' 600 1, '' 700 1, '' 800 1, '' 900 1, '' 2000 1) font small
  set label 'Corollary 3' at screen 0.53039, screen 0.27434 center
  set label 'features n' at screen 0.53039, screen 0.06723 center
  set label 'exact / bound' at screen 0.34902, screen 0.18238 center rotate by 90
  plot 'largest_ratio.dat' index 37 using 1:2 with lines lc rgb '#7F5539' lw 1.8 dt (2,4) notitle, \
    'largest_ratio.dat' index 38 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'largest_ratio.dat' index 39 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'largest_ratio.dat' index 40 using 1:2 with linespoints lc rgb '#E69F00' lw 2.2 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'largest_ratio.dat' index 41 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle
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
  set key at screen 0.50000, screen 0.04869 center top horizontal Left reverse noenhanced maxcols 3 samplen 3.5 spacing 1.1 font small
  plot -1 notitle, \
    keyentry with lines lc rgb '#7F5539' lw 1.8 dt (2,4) title 'the bound', \
    keyentry with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 title 'corrected', \
    keyentry with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 title 'printed, any scaling', \
    keyentry with linespoints lc rgb '#56B4E9' lw 1.8 dt solid pt 5 ps 0.65 pi 1 title 'printed, b = 0', \
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 title 'printed, row scaling', \
    keyentry with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 1 title 'printed, row scaling, step 2/s', \
    keyentry with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 title 'printed, column scaling', \
    keyentry with linespoints lc rgb '#E69F00' lw 2.2 dt solid pt 7 ps 0.65 pi 1 title 'printed, row scaling, ||a|| <= 1'
  unset multiplot
  unset output
}
