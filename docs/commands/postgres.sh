# Needs: Postgres with pgvector
# region index
npm install pg
rs-sam index tiles --checkpoint pretrained:rsicd-ucm-t2i --out "postgres://user@host/images?schema=tiles"
rs-sam search "boats in a harbour" --gallery "postgres://user@host/images?schema=tiles"
rs-sam serve "postgres://user@host/images?schema=tiles"
# endregion index
# region merge
rs-sam index merge gallery-* --out "postgres://user@host/images?schema=tiles"
# endregion merge
