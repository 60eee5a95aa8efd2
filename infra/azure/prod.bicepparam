// Production in public Azure: zone-redundant data, two instances always ready, everything else as main.bicep has it.
using 'main.bicep'

param environmentName = 'prod'
param dataSku = 'Standard_GZRS'
param alwaysReadyHttp = 2
param maximumInstanceCount = 200
param logDays = 180

// Where staff sign in and who is told of alerts are this city's own: deploy.sh takes them from the environment.
param publicUrl = readEnvironmentVariable('TALENTPASS_PUBLIC_URL', '')
param oidcAuthority = readEnvironmentVariable('TALENTPASS_OIDC_AUTHORITY', '')
param oidcAudience = readEnvironmentVariable('TALENTPASS_OIDC_AUDIENCE', '')
param alertEmails = empty(readEnvironmentVariable('TALENTPASS_ALERT_EMAILS', '')) ? [] : split(readEnvironmentVariable('TALENTPASS_ALERT_EMAILS', ''), ',')
