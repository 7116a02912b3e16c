# Where a file is expected, or a scenario, which may be a file: adds the files to what was found.
_magicsock_files() {
  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} file
  if (( COMP_CWORD < 2 )) || [[ $current == -* ]]; then return 0; fi
  case ${COMP_WORDS[1]} in
    FILE_COMMANDS) ;;
    *) return 0 ;;
  esac
  case $before in
    OPTIONS_WITH_VALUES) return 0 ;;
  esac
  type compopt > /dev/null 2>&1 && compopt -o filenames 2> /dev/null
  while IFS= read -r file; do
    if [ -n "$file" ]; then COMPREPLY+=("$file"); fi
  done <<< "$(compgen -f -- "$current")"
}

_magicsock() {
  COMPREPLY=()
  _complete_magicsock
  _magicsock_files
}

# The same as 'magicsock run'.
_run_scenario() {
  COMP_LINE="magicsock run ${COMP_LINE#* }"
  COMP_WORDS=(magicsock run "${COMP_WORDS[@]:1}")
  COMP_CWORD=$((COMP_CWORD + 1))
  _magicsock
}

complete -F _magicsock -o default magicsock
complete -F _run_scenario -o default run-scenario
