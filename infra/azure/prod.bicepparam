// Production in public Azure: data redundant over zones and regions, instances in two zones, all else the defaults of main.bicep.
using 'main.bicep'

param environmentName = 'prod'
param dataSku = 'Standard_GZRS'
param zoneRedundant = true
param alwaysReadyHttp = 2
param maximumInstanceCount = 200
param logDays = 180

// The sign-in of staff and the receivers of alerts differ from city to city, so they come from environment variables.
param publicUrl = readEnvironmentVariable('TALENTPASS_PUBLIC_URL', '')
param oidcAuthority = readEnvironmentVariable('TALENTPASS_OIDC_AUTHORITY', '')
param oidcAudience = readEnvironmentVariable('TALENTPASS_OIDC_AUDIENCE', '')
// Providers of sign-in, WeChat, mail and text messages, as JSON: settings, and for secrets the names in the vault.
param furtherSettings = json(readEnvironmentVariable('TALENTPASS_SETTINGS', '{}'))
param vaultSettings = json(readEnvironmentVariable('TALENTPASS_SECRETS', '{}'))
param alertEmails = empty(readEnvironmentVariable('TALENTPASS_ALERT_EMAILS', '')) ? [] : split(readEnvironmentVariable('TALENTPASS_ALERT_EMAILS', ''), ',')
