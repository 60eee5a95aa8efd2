#!/usr/bin/env bash
# Brings TalentPass to Azure, or a new version of it: preview, deploy, publish, prove, or go back.
#
#   infra/azure/deploy.sh <resource group> <parameters> [--yes] [--what-if] [--rollback]
#
#   <parameters>  dev, prod or china: infra/azure/<parameters>.bicepparam
#   --what-if     show what would change, and stop
#   --yes         do not ask before changing anything
#   --rollback    publish the package that ran before the present one, and stop
#
# Needs: az (signed in: az login; for Azure China first az cloud set --name AzureChinaCloud), dotnet 10, zip, openssl.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
group=${1:-} parameters=${2:-}
ask=yes mode=deploy
for argument in "${@:3}"; do
  case $argument in
    --yes) ask=no ;;
    --what-if) mode=what-if ;;
    --rollback) mode=rollback ;;
    *) echo "Unknown: $argument. See the head of $0." >&2; exit 64 ;;
  esac
done

say() { printf '\n== %s\n' "$*"; }
fail() { printf 'deploy.sh: %s\n' "$*" >&2; exit 1; }

[[ -n $group && -f $here/$parameters.bicepparam ]] || { sed -n '2,12p' "$0" | sed 's/^# \{0,1\}//' >&2; exit 64; }
for tool in az dotnet zip openssl; do
  command -v "$tool" > /dev/null || fail "$tool is missing; install it and run this again."
done
account=$(az account show --query '{subscription: name, cloud: environmentName}' --output tsv 2> /dev/null) || fail "Sign in first: az login."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What the deployment in this group said about itself.
output() { az deployment group show --resource-group "$group" --name talentpass --query "properties.outputs.$1.value" --output tsv; }

# Role assignments take a minute or two to be known everywhere.
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
prove() { dotnet run --project "$here/TalentPass.Operations" -c Release -- canary "https://$address"; }

# The name kept under a label: "current" or "previous"; empty when there is none.
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

go_back() {
  local previous
  previous=$(label "$1")
  [[ -n $previous ]] || fail "No earlier package is kept: nothing to go back to."
  say "Going back to $previous"
  blob download --name "$previous.zip" --file "$work/previous.zip" --output none
  publish "$work/previous.zip"
  prove || fail "$previous does not answer as it should either: look at the logs of $app."
  mark current "$previous"
}

if [[ $mode == rollback ]]; then
  app=$(output appName) host=$(output hostAccountName) address=$(output publicHostName)
  go_back previous
  exit
fi

location=$(az group show --name "$group" --query location --output tsv 2> /dev/null) || fail "There is no group $group; make it: az group create --name $group --location <region>."
az functionapp list-flexconsumption-locations --query '[].name' --output tsv | tr -d ' ' | grep -qix "$location" ||
  fail "$location has no Flex Consumption; choose from: az functionapp list-flexconsumption-locations."

# A person, or a pipeline's service principal.
if deployer=$(az ad signed-in-user show --query id --output tsv 2> /dev/null); then
  kind=User
else
  deployer=$(az ad sp show --id "$(az account show --query user.name --output tsv)" --query id --output tsv)
  kind=ServicePrincipal
fi
template=(--resource-group "$group" --parameters "$here/$parameters.bicepparam"
  --parameters "deployerPrincipalId=$deployer" "deployerPrincipalType=$kind")

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

say "The master key"
deleted=$(az keyvault secret list-deleted --vault-name "$vault" --query "[?name=='keyring-key'].name" --output tsv 2> /dev/null || true)
[[ -z $deleted ]] || fail "The master key was deleted: az keyvault secret recover --vault-name $vault --name keyring-key. A new one would make every sealed field unreadable."
known() { az keyvault secret list --vault-name "$vault" --query "[?name=='keyring-key'].name" --output tsv > "$work/known"; }
patiently known || fail "The vault $vault cannot be read."
if [[ -s $work/known ]]; then
  echo "is there"
else
  (umask 077 && openssl rand -base64 32 | tr -d '\n' > "$work/key")
  patiently az keyvault secret set --vault-name "$vault" --name keyring-key --file "$work/key" --encoding ascii --output none
  rm "$work/key"
  echo "made: now put a copy away as infra/README.md says"
  az functionapp restart --resource-group "$group" --name "$app" --output none
fi

version=$(git -C "$root" describe --always --dirty --abbrev=12)-$(date -u +%Y%m%d%H%M%S)
say "Publishing $version"
dotnet publish "$root/functions/TalentPass.Functions" -c Release -p:FunctionsHost=Azure -o "$work/app"
(cd "$work/app" && zip -qr "$work/app.zip" .)
before=$(label current)
patiently blob upload --name "$version.zip" --file "$work/app.zip" --overwrite --output none

say "Proving it"
if publish "$work/app.zip" && prove; then
  [[ -z $before ]] || mark previous "$before"
  mark current "$version"
  say "$version runs at https://$(output publicHostName)"
else
  echo "$version was not taken, or does not answer as it should." >&2
  go_back current
  exit 1
fi
