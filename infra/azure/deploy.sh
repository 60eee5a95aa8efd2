#!/usr/bin/env bash
# Deploys TalentPass, or a new version of it, to Azure: preview, deploy, publish, check, and go back if the check fails.
#
#   infra/azure/deploy.sh <resource group> <parameters> [options]
#
#   <parameters>           dev, prod or china: infra/azure/<parameters>.bicepparam
#   --what-if              show what would change, then stop
#   --yes                  do not ask before changing anything
#   --infrastructure-only  deploy everything except the app, then stop: a master key and a backup can then be restored
#   --data-account <name>  use this existing data account of the group instead of a new one
#   --location <region>    deploy to this region instead of the group's region
#   --rollback             publish the package that ran before the current one, then stop
#
# Needs: az (signed in: az login; for Azure China first az cloud set --name AzureChinaCloud), dotnet 10, zip, openssl.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
group=${1:-} parameters=${2:-}
ask=yes mode=deploy region='' data=''
shift "$(($# < 2 ? $# : 2))"
while (($#)); do
  case $1 in
    --yes) ask=no ;;
    --what-if) mode=what-if ;;
    --rollback) mode=rollback ;;
    --infrastructure-only) mode=infrastructure ;;
    --data-account) data=${2:?--data-account needs a name} && shift ;;
    --location) region=${2:?--location needs a region} && shift ;;
    *) echo "Unknown: $1. See the head of $0." >&2; exit 64 ;;
  esac
  shift
done

say() { printf '\n== %s\n' "$*"; }
fail() { printf 'deploy.sh: %s\n' "$*" >&2; exit 1; }

[[ -n $group && -f $here/$parameters.bicepparam ]] || { sed -n '2,15p' "$0" | sed 's/^# \{0,1\}//' >&2; exit 64; }
for tool in az dotnet zip openssl; do
  command -v "$tool" > /dev/null || fail "$tool is missing; install it and run this again."
done
account=$(az account show --query '{subscription: name, cloud: environmentName}' --output tsv 2> /dev/null) || fail "Sign in first: az login."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Prints one output of the deployment in this group.
output() { az deployment group show --resource-group "$group" --name talentpass --query "properties.outputs.$1.value" --output tsv; }

# Repeats a command, up to 20 times in 5 minutes: a new role assignment takes a minute or two to work everywhere.
patiently() {
  for _ in {1..20}; do
    "$@" 2> "$work/error" && return
    sleep 15
  done
  cat "$work/error" >&2
  return 1
}

blob() { az storage blob "$1" --auth-mode login --account-name "$host" --container-name releases "${@:2}" --only-show-errors; }
publish() { az functionapp deployment source config-zip --resource-group "$group" --name "$app" --src "$1" --only-show-errors --output none; }
prove() { dotnet run --project "$here/TalentPass.Operations" -c Release -- canary "https://$address" "$1"; }

# Prints the package name stored under a label, "current" or "previous"; nothing when there is none.
label() {
  patiently there "$1" || fail "The container releases of $host cannot be read."
  if [[ $(< "$work/there") == true ]]; then
    blob download --name "$1" --file "$work/label" --output none
    cat "$work/label"
  fi
}
there() { blob exists --name "$1" --query exists --output tsv > "$work/there"; }
mark() {
  printf '%s' "$2" > "$work/label"
  blob upload --name "$1" --file "$work/label" --overwrite --output none
}

# Deletes old packages, except the last five, the one that runs and the one that ran before.
prune() {
  local old
  blob list --query "sort_by([?ends_with(name, '.zip')], &properties.creationTime)[].name" --output tsv > "$work/packages" 2> "$work/error" || return
  while read -r old; do
    [[ $old == "$1.zip" || $old == "$2.zip" ]] || blob delete --name "$old" --output none 2> "$work/error" || return
  done < <(head -n -5 "$work/packages")
}

go_back() {
  local previous
  previous=$(label "$1")
  [[ -n $previous ]] || fail "No earlier package is kept: nothing to go back to."
  say "Going back to $previous"
  blob download --name "$previous.zip" --file "$work/previous.zip" --output none
  publish "$work/previous.zip"
  prove "$previous" || fail "$previous does not answer as it should either: look at the logs of $app."
  mark current "$previous"
}

if [[ $mode == rollback ]]; then
  app=$(output appName) host=$(output hostAccountName) address=$(output publicHostName)
  go_back previous
  exit
fi

location=$(az group show --name "$group" --query location --output tsv 2> /dev/null) || fail "There is no group $group; make it: az group create --name $group --location <region>."
location=${region:-$location}
az functionapp list-flexconsumption-locations --query '[].name' --output tsv | tr -d ' ' | grep -qix "$location" ||
  fail "$location has no Flex Consumption; choose from: az functionapp list-flexconsumption-locations."

# The deployer is a person, or the service principal of a pipeline.
if deployer=$(az ad signed-in-user show --query id --output tsv 2> /dev/null); then
  kind=User
else
  deployer=$(az ad sp show --id "$(az account show --query user.name --output tsv)" --query id --output tsv)
  kind=ServicePrincipal
fi
template=(--resource-group "$group" --parameters "$here/$parameters.bicepparam"
  --parameters "deployerPrincipalId=$deployer" "deployerPrincipalType=$kind"
  ${region:+"location=$region"} ${data:+"existingDataAccountName=$data"})

say "What would change in $group ($account)"
az deployment group what-if "${template[@]}" --name talentpass
[[ $mode == what-if ]] && exit
if [[ $ask == yes ]]; then
  read -r -p "Deploy this? [y/N] " answer
  [[ $answer == [yY]* ]] || exit 1
fi

say "Deploying the infrastructure"
az deployment group create "${template[@]}" --name talentpass --output none
app=$(output appName) host=$(output hostAccountName) address=$(output publicHostName) vault=$(output vaultName)
proof=$(output domainProof)
[[ -z $proof ]] || say "Until it is proven, your domain needs the TXT record _dnsauth with the value $proof"

if [[ $mode == infrastructure ]]; then
  say "The app has no package yet and does not run. Vault: $vault; data account: $(output dataAccountName)"
  exit
fi

say "The master key"
known() { az keyvault secret list --vault-name "$vault" --query "[?starts_with(name, 'keyring-')].name" --output tsv > "$work/known"; }
deleted() { az keyvault secret list-deleted --vault-name "$vault" --query "[?name=='keyring-key'].name" --output tsv > "$work/deleted"; }
patiently known || fail "The vault $vault cannot be read."
if grep -qx keyring-key "$work/known"; then
  echo "is there"
else
  patiently deleted || fail "Whether $vault holds a deleted master key cannot be told."
  [[ ! -s $work/deleted ]] || fail "The master key was deleted: az keyvault secret recover --vault-name $vault --name keyring-key. A new one would make every sealed field unreadable."
  (umask 077 && openssl rand -base64 32 | tr -d '\n' > "$work/key")
  patiently az keyvault secret set --vault-name "$vault" --name keyring-key --file "$work/key" --encoding ascii --output none
  rm "$work/key"
  echo "made: now put a copy away as infra/README.md says"
fi
# The former master keys. The app does not start while this setting refers to a secret that does not exist.
if ! grep -qx keyring-former-keys "$work/known"; then
  patiently az keyvault secret set --vault-name "$vault" --name keyring-former-keys --value none --output none
fi
# The secrets that the settings name. Only whoever may write the vault knows them, so the script does not make them.
if [[ -n ${TALENTPASS_SECRETS:-} ]]; then
  az keyvault secret list --vault-name "$vault" --query '[].name' --output tsv > "$work/secrets"
  grep -oE ':[[:space:]]*"[^"]+"' <<< "$TALENTPASS_SECRETS" | grep -oE '[^":[:space:]]+' | while read -r name; do
    grep -qx "$name" "$work/secrets" || fail "The vault has no secret $name yet: az keyvault secret set --vault-name $vault --name $name --file <file>, then run this again."
  done
fi
# An app created before its key still has an unresolved reference to it, so it is restarted.
before=$(label current)
[[ -n $before ]] || az functionapp restart --resource-group "$group" --name "$app" --output none

version=$(git -C "$root" describe --always --dirty --abbrev=12)-$(date -u +%Y%m%d%H%M%S)
say "Publishing $version"
dotnet publish "$root/functions/TalentPass.Functions" -c Release -p:FunctionsHost=Azure -p:RestoreLockedMode=true -o "$work/app" \
  -p:InformationalVersion="$version" -p:IncludeSourceRevisionInInformationalVersion=false
(cd "$work/app" && zip -qr "$work/app.zip" .)
patiently blob upload --name "$version.zip" --file "$work/app.zip" --overwrite --output none

say "Proving it"
if publish "$work/app.zip" && prove "$version"; then
  [[ -z $before ]] || mark previous "$before"
  mark current "$version"
  prune "$version" "$before" || echo "Old packages could not be removed from the container releases of $host: $(< "$work/error")" >&2
  say "$version runs at https://$(output publicHostName)"
else
  echo "$version was not taken, or does not answer as it should." >&2
  go_back current
  exit 1
fi
