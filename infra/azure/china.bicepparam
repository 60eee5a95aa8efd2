// Production in Azure China (az cloud set --name AzureChinaCloud). Storage and vault addresses follow from the accounts
// themselves (*.core.chinacloudapi.cn, *.vault.azure.cn). Only values that the accounts do not know are set here.
using 'main.bicep'

param environmentName = 'prod'
// China North 3 is the region with availability zones; it has no zone-redundant pair.
param dataSku = 'Standard_ZRS'
param zoneRedundant = true
param vaultZone = 'privatelink.vaultcore.azure.cn'
param frontDoor = false
param alwaysReadyHttp = 2
param maximumInstanceCount = 200
param logDays = 180
param probeLocations = ['mc-cne-azr', 'mc-cne2-azr', 'mc-cnn-azr', 'mc-cnn2-azr']

param publicUrl = readEnvironmentVariable('TALENTPASS_PUBLIC_URL', '')
param oidcAuthority = readEnvironmentVariable('TALENTPASS_OIDC_AUTHORITY', '')
param oidcAudience = readEnvironmentVariable('TALENTPASS_OIDC_AUDIENCE', '')
// Providers of sign-in, WeChat, mail and text messages, as JSON: settings, and for secrets the names in the vault.
param furtherSettings = json(readEnvironmentVariable('TALENTPASS_SETTINGS', '{}'))
param vaultSettings = json(readEnvironmentVariable('TALENTPASS_SECRETS', '{}'))
param alertEmails = empty(readEnvironmentVariable('TALENTPASS_ALERT_EMAILS', '')) ? [] : split(readEnvironmentVariable('TALENTPASS_ALERT_EMAILS', ''), ',')
