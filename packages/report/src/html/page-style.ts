/** The style sheet of a page: without external fonts or images; light or dark as the reader's system. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #59636e; --paper: #fff; --card: #f6f8fa; --line: #d1d9e0; --right: #1a7f37; --wrong: #cf222e; --ours: #ddf4ff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9198a1; --paper: #0d1117; --card: #161b22; --line: #3d444d; --right: #3fb950; --wrong: #f85149; --ours: #12304d; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem clamp(1rem, 4vw, 3rem) 4rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .3rem; }
h2 { margin: 3rem 0 .6rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); font-size: 1.3rem; }
h1, h3, dt, dd, blockquote, figcaption, .lead, .place, .found p { unicode-bidi: isolate; }
h3 { margin: 0; font-size: 1rem; }
p { max-width: 46rem; }
.lead { font-size: 1.1rem; }
.place, small, figcaption, .notes, caption { color: var(--soft); font-size: .85rem; }
.wide { overflow-x: auto; }
table { overflow-wrap: normal; border-collapse: collapse; font-variant-numeric: tabular-nums; white-space: nowrap; margin: 1rem 0 .3rem; }
caption { caption-side: top; text-align: left; padding-bottom: .4rem; white-space: normal; overflow-wrap: anywhere; }
th, td { padding: .25rem .55rem; text-align: right; border-bottom: 1px solid var(--line); }
th[scope=row], thead th:first-child { text-align: left; font-weight: normal; }
th[scope=colgroup] { text-align: center; border-left: 1px solid var(--line); }
tr.ours { background: var(--ours); }
tr.ours th { font-weight: 600; }
tr.line th, tr.line td { border-top: 2px solid var(--ink); border-bottom: 2px solid var(--ink); }
tr.published { color: var(--soft); }
.notes { padding-left: 1.4rem; max-width: 62rem; }
dl { display: grid; grid-template-columns: fit-content(40%) minmax(0, 1fr); gap: .25rem 1.2rem; margin: 1rem 0; }
dt { color: var(--soft); }
dd { margin: 0; }
pre { overflow-x: auto; padding: .8rem; background: var(--card); border: 1px solid var(--line); border-radius: 6px; font-size: .8rem; }
.curves { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); gap: 1rem; }
.curves figure { margin: 0; padding: .5rem; background: #fff; color: #1b1f24; border: 1px solid var(--line); border-radius: 6px; }
.curves figcaption { color: #59636e; }
.curves svg { display: block; width: 100%; height: auto; }
.query, .attention { margin: 1rem 0; padding: 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
.query { display: grid; grid-template-columns: 13rem minmax(0, 1fr); gap: .4rem 1.2rem; align-items: center; }
.query figure { margin: 0; min-width: 0; }
.query img, .found svg { display: block; width: 100%; height: auto; border-radius: 4px; }
blockquote { margin: 0; font-style: italic; }
.query .place { grid-column: 1 / -1; margin: 0; }
.found { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; }
.found.images { grid-template-columns: repeat(auto-fill, minmax(9rem, 12rem)); }
.found li, .maps li { min-width: 0; }
.found li { padding: .5rem .7rem; border: 3px solid var(--line); border-radius: 6px; background: var(--paper); }
.found li p { margin: 0; max-width: none; }
.found li.right { border-color: var(--right); }
.found li.wrong { border-color: var(--wrong); }
.maps { list-style: none; margin: .8rem 0 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(7rem, 1fr)); gap: .8rem; }
.maps li { text-align: center; }
.maps svg { display: block; width: 100%; height: auto; border-radius: 4px; }
.maps img { display: block; width: 100%; height: auto; border-radius: 4px; }
.maps.pair { grid-template-columns: repeat(2, minmax(7rem, 16rem)); }
.definition { position: absolute; }
@media (max-width: 40rem) { .query { grid-template-columns: minmax(0, 1fr); } .query > figure { max-width: 13rem; } }
@media print { .query, .attention { break-inside: avoid; } }
`;
