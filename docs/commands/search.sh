# region search
rs-sam search "cars parked between white lines" --gallery gallery --top 3
# endregion search
# region all
rs-sam search "white boats on a river with a grey bridge" --gallery gallery --all --top 3
# endregion all
# region filter
rs-sam search "green vessels" --gallery gallery --all --top 3 --filter "class=harbour" --not "a white roof" --html found.html
# endregion filter
