@rem The commands of package.json begin with exec, so that signals reach them and not a shell in between. Windows has none.
@%*
