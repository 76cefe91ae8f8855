# Sourced by Tools/lib/system-test/run: Debian roots, made once from this machine's own package sources and kept.
# shellcheck shell=bash

# The mirror that this machine takes Debian's main archive from, as apt knows it.
mirror() {
    apt-get indextargets --no-release-info --format '$(REPO_URI) $(COMPONENT)' 'Created-By: Packages' \
        | awk '$2 == "main" && $1 ~ /\/debian\/$/ { print $1; exit }'
}

# root_of SUITE PACKAGES: prints the folder of a root of that suite, made where it is missing or was made otherwise.
root_of() {
    local suite=$1 packages=$2 folder=$roots/$1 from
    if [ "$(cat "$folder.made" 2>/dev/null)" = "$packages" ]; then
        printf '%s' "$folder"
        return
    fi
    from=$(mirror)
    [ -n "$from" ] || { say "apt knows no Debian mirror here"; return 69; }
    say "making a $suite root (once)"
    rm -rf "$folder" "$folder.made"
    mkdir -p "$roots"
    if ! debootstrap --variant=minbase --include="$packages" "$suite" "$folder" "$from" >"$folder.log" 2>&1; then
        tail -n 20 "$folder.log" >&2
        say "debootstrap could not make a $suite root; $folder.log has all it said"
        return 69
    fi
    rm -rf "$folder"/var/cache/apt/archives/*.deb "$folder"/var/lib/apt/lists/*
    printf '%s' "$packages" >"$folder.made"
    printf '%s' "$folder"
}
