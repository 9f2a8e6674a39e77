# What doxygen reads instead of a file: the same lines, with less in them that is not for readers.
undef $/;
my $text = <>;
$text =~ s/detail::StreamCore/Socket/;   # what streams share with other sockets is in Socket
$text =~ s/^protected:/private:/m;       # for this library's own classes
$text =~ s/,?(\s*)Caller caller(?: = Caller::here\(\))?(?=\))/$1/g;  # told once, in Caller
$text =~ s#\]\(\.\./include/loopback/#](\@ref #g;  # links between the tour and the headers
$text .= "/** \@file */\n" if $ARGV =~ m{loopback/\w+\.hpp$};
print $text;
