# A slice and its error
# Run in this folder: gnuplot images.gp
reset
set encoding utf8
do for [format in 'svg pdf png'] {
  if (format eq 'svg') {
    set terminal svg size 1110,521 noenhanced font 'sans-serif,13' background '#ffffff'
    size = 13
  }
  if (format eq 'pdf') {
    set terminal pdfcairo size 11.562in,5.427in noenhanced font 'DejaVu Sans,9.75' fontscale 0.75 linewidth 1.3 pointscale 0.75 background '#ffffff'
    size = 9.75
  }
  if (format eq 'png') {
    set terminal pngcairo size 2220,1042 noenhanced font 'DejaVu Sans,9.75' fontscale 2 linewidth 2 pointscale 2 background '#ffffff'
    size = 9.75
  }
  set output 'images.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set clip one
  set clip two
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'A slice and its error' at screen 0.50000, screen 0.96737 center font large
  # Panel 1
  set lmargin at screen 0.06847
  set rmargin at screen 0.32072
  set bmargin at screen 0.17850
  set tmargin at screen 0.88676
  unset logscale x
  set xrange [0:4]
  set xtics out nomirror scale 0.7,0.4 ('0' 0, '1' 1, '2' 2, '3' 3, '4' 4) font small
  unset logscale y
  set yrange [-0.01704:1]
  set ytics out nomirror scale 0.7,0.4 ('0.0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1.0' 1) font small
  set label 'cpusmall' at screen 0.19459, screen 0.91363 center
  set label 'bits' at screen 0.19459, screen 0.09405 center
  set label 'excess half-MSE' at screen 0.01441, screen 0.53167 center rotate by 90
  plot 'images.dat' index 3 using 1:2 with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'images.dat' index 4 using 1:2 with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'images.dat' index 0 using 1:2 with lines lc rgb '#D55E00' lw 2.2 dt solid notitle, \
    'images.dat' index 0 using 1:($5 > 0 ? $2 : NaN) with points lc rgb '#D55E00' lw 1.4 pt 5 ps 0.65 notitle
  unset label
  unset key
  # Panel 2
  set lmargin at screen 0.35495
  set rmargin at screen 0.58468
  set bmargin at screen 0.56046
  set tmargin at screen 0.88676
  unset logscale x
  set xrange [-0.5:2.5]
  unset xtics
  unset logscale y
  set yrange [1.5:-0.5]
  unset ytics
  set object 1 rectangle from graph 0,0 to graph 1,1 front fillstyle empty border lc rgb '#555555' lw 1
  set label 'slice' at screen 0.46937, screen 0.91363 center
  set label 'attenuation (1/cm)' at screen 0.65856, screen 0.72361 center rotate by 90
  set palette defined (0 '#000000', 1 '#FFFFFF')
  set cbrange [0:1]
  set cbtics out nomirror scale 0.7,0.4 ('0.00' 0, '0.25' 0.25, '0.50' 0.5, '0.75' 0.75, '1.00' 1) font small
  set colorbox vertical user origin screen 0.59189, screen 0.56046 size screen 0.01081, screen 0.32630
  plot 'images.dat' index 1 matrix using 1:2:3 with image notitle
  unset object 1
  unset label
  # Panel 3
  set lmargin at screen 0.69279
  set rmargin at screen 0.91441
  set bmargin at screen 0.17850
  set tmargin at screen 0.88676
  unset logscale x
  set xrange [-0.5:1.5]
  unset xtics
  unset logscale y
  set yrange [2.5:-0.5]
  unset ytics
  set object 1 rectangle from graph 0,0 to graph 1,1 front fillstyle empty border lc rgb '#555555' lw 1
  set label 'difference' at screen 0.80360, screen 0.91363 center
  set label 'column' at screen 0.80360, screen 0.15163 center
  set label 'row' at screen 0.68018, screen 0.53167 center rotate by 90
  set label 'difference (1/cm)' at screen 0.98829, screen 0.53167 center rotate by 90
  set label '×10⁻³' at screen 0.97748, screen 0.15163 right font small
  set palette defined (0 '#2166AC', 1 '#92C5DE', 2 '#FFFFFF', 3 '#F4A582', 4 '#B2182B')
  set cbrange [-0.002:0.002]
  set cbtics out nomirror scale 0.7,0.4 ('-2' -0.002, '-1' -0.001, '0' 0, '1' 0.001, '2' 0.002) font small
  set colorbox vertical user origin screen 0.92162, screen 0.17850 size screen 0.01081, screen 0.70825
  plot 'images.dat' index 2 matrix using 1:2:3 with image notitle
  unset object 1
  unset label
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
  set key at screen 0.50000, screen 0.04798 center top horizontal Left reverse noenhanced maxcols 1 samplen 3.5 spacing 1.1 font small
  plot -1 notitle, \
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 title 'double sampling'
  unset multiplot
  unset output
}
