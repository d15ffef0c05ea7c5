# Needs: a gallery
# region pull
rs-sam weights pull resnet-50
# endregion pull
# region serve
rs-sam serve gallery
# endregion serve
# region open
openssl rand -hex 24 > token.txt
rs-sam serve gallery --host 0.0.0.0 --token token.txt --queue 32
# endregion open
# region usearch
npm install usearch@2.25.3
rs-sam index usearch gallery
# endregion usearch
