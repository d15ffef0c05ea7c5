# Needs: the npm registry, and two minutes
# region install
npm install --global rs-sam
# endregion install
# region run
rs-sam quickstart
# endregion run
