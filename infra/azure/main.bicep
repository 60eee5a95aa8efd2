// Everything of TalentPass in one resource group. deploy.sh deploys this file; infra/README.md explains how to run it.
targetScope = 'resourceGroup'

@description('The name of this deployment, for example dev or prod. It becomes part of every name.')
@minLength(2)
@maxLength(8)
param environmentName string

@description('A region that has Flex Consumption: az functionapp list-flexconsumption-locations.')
param location string = resourceGroup().location

@description('The name of an existing data account in this group, to be used unchanged, for example after a failover. Empty creates one.')
param existingDataAccountName string = ''

@description('Redundancy of the data account, and of the account with its copies.')
param dataSku string = 'Standard_ZRS'

@description('Redundancy of the account of the Functions host.')
param hostSku string = 'Standard_ZRS'

@description('Whether instances are spread over availability zones. It keeps two instances ready for HTTP and for each other function; see the costs in infra/README.md.')
param zoneRedundant bool = false

@description('How instances change to a new version: all at once (Recreate), or a few at a time (RollingUpdate, a preview).')
param updateStrategy string = 'Recreate'

@description('Whether locks protect the data account and the copies from deletion.')
param lockData bool = true

@description('Whether storage and vault refuse calls from the internet. deploy.sh must then run inside the network.')
param privateNetwork bool = false

@description('Whether all calls must come through a Front Door with a firewall. Not available in Azure China.')
param frontDoor bool = false

@description('The private DNS zone of Key Vault in this cloud.')
param vaultZone string = 'privatelink.vaultcore.azure.net'

@description('The object id of the person, group or pipeline that deploys. deploy.sh fills it in.')
param deployerPrincipalId string = ''

@description('The kind of principal that deploys.')
@allowed(['User', 'Group', 'ServicePrincipal'])
param deployerPrincipalType string = 'User'

@description('The memory of each instance, in megabytes.')
param instanceMemoryMB int = 2048

@description('The largest number of instances the app may grow to.')
param maximumInstanceCount int = 100

@description('The number of instances that always run for HTTP.')
param alwaysReadyHttp int = 2

@description('The number of calls that one instance works on at the same time. The host takes up to five times the size of a body (measured: 3.6 GB for eight of 95 MiB), so 2 GB bear 32 uploads of 10 MiB.')
param httpConcurrency int = 32

@description('The https address of the OpenID Connect issuer of staff tokens; empty if there is none.')
param oidcAuthority string = ''

@description('The audience that the tokens of the issuer must name.')
param oidcAudience string = ''

@description('The city\'s code in GB/T 2260.')
@minLength(6)
@maxLength(6)
param cityCode string = '330200'

@description('The city\'s name in Chinese.')
param cityNameZh string = '宁波'

@description('The city\'s name in English.')
param cityNameEn string = 'Ningbo'

@description('The https address that people and partner cities use, without a slash at the end. Empty until you have your own domain.')
param publicUrl string = ''

@description('Further app settings. Give secrets only as Key Vault references.')
param furtherSettings object = {}

@description('App settings that are secrets: the name of each setting and of its secret in the vault.')
param vaultSettings object = {}

@description('How many days logs are kept.')
param logDays int = 90

@description('The largest volume of logs a day, in gigabytes; -1 means no limit.')
param logGigabytesADay int = -1

@description('From where it is tried every five minutes whether the app can be reached: places of Application Insights.')
param probeLocations array = ['apac-hk-hkn-azr', 'apac-sg-sin-azr', 'apac-jp-kaw-edge', 'emea-nl-ams-azr', 'us-va-ash-azr']

@description('The e-mail addresses that receive alerts.')
param alertEmails array = []

@description('The promised share of answers with a status below 500, per mille.')
param promisedAnswersPerMille int = 999

@description('The promised time in milliseconds within which 95 of 100 calls are answered.')
param promisedMilliseconds int = 800

@description('How many seconds a message may wait before it raises an alert.')
param oldestMessageSeconds int = 300

// A second app in the group that takes over the data of the first one needs other names, so its location is part of the token.
var token = take(
  empty(existingDataAccountName)
    ? uniqueString(resourceGroup().id, environmentName)
    : uniqueString(resourceGroup().id, environmentName, location),
  13
)
var name = 'talentpass-${environmentName}-${take(token, 5)}'
var tags = { product: 'talentpass', environment: environmentName }

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-${name}'
  location: location
  tags: tags
}

// Created before the rest, because the app needs the Front Door's id and address, and the Front Door's routes need the app.
resource edge 'Microsoft.Cdn/profiles@2024-09-01' = if (frontDoor) {
  name: 'afd-${name}'
  location: 'global'
  tags: tags
  // Only Premium has managed firewall rules.
  sku: { name: 'Premium_AzureFrontDoor' }

  resource endpoint 'afdEndpoints' = {
    name: name
    location: 'global'
    tags: tags
    properties: { enabledState: 'Enabled' }
  }
}

var edgeUrl = frontDoor ? 'https://${edge::endpoint!.properties.hostName}' : ''

module monitoring 'modules/monitoring.bicep' = {
  params: {
    location: location
    name: name
    retentionDays: logDays
    dailyQuotaGb: logGigabytesADay
    tags: tags
  }
}

module storage 'modules/storage.bicep' = {
  params: {
    location: location
    token: token
    existingDataAccountName: existingDataAccountName
    dataSku: dataSku
    hostSku: hostSku
    privateNetwork: privateNetwork
    lockData: lockData
    workspaceName: monitoring.outputs.workspaceName
    tags: tags
  }
}

module vault 'modules/vault.bicep' = {
  params: {
    location: location
    token: token
    privateNetwork: privateNetwork
    workspaceName: monitoring.outputs.workspaceName
    tags: tags
  }
}

module roles 'modules/roles.bicep' = {
  params: {
    dataAccountName: storage.outputs.dataAccountName
    hostAccountName: storage.outputs.hostAccountName
    copyAccountName: storage.outputs.copyAccountName
    vaultName: vault.outputs.vaultName
    insightsName: monitoring.outputs.insightsName
    appPrincipalId: identity.properties.principalId
    deployerPrincipalId: deployerPrincipalId
    deployerPrincipalType: deployerPrincipalType
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  params: {
    location: location
    name: name
    dataAccountName: storage.outputs.dataAccountName
    hostAccountName: storage.outputs.hostAccountName
    copyAccountName: storage.outputs.copyAccountName
    vaultName: vault.outputs.vaultName
    vaultZone: vaultZone
    tags: tags
  }
}

module app 'modules/app.bicep' = {
  params: {
    location: location
    appName: name
    identityName: identity.name
    dataAccountName: storage.outputs.dataAccountName
    hostAccountName: storage.outputs.hostAccountName
    copyAccountName: storage.outputs.copyAccountName
    vaultUri: vault.outputs.vaultUri
    insightsName: monitoring.outputs.insightsName
    workspaceName: monitoring.outputs.workspaceName
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    zoneRedundant: zoneRedundant
    updateStrategy: updateStrategy
    alwaysReadyHttp: alwaysReadyHttp
    httpConcurrency: httpConcurrency
    oidcAuthority: oidcAuthority
    oidcAudience: oidcAudience
    city: {
      code: cityCode
      nameZh: cityNameZh
      nameEn: cityNameEn
      publicUrl: empty(publicUrl) ? edgeUrl : publicUrl
    }
    furtherSettings: furtherSettings
    vaultSettings: vaultSettings
    subnetId: network.?outputs.appSubnetId ?? ''
    frontDoorId: edge.?properties.frontDoorId ?? ''
    tags: tags
  }
  // Roles come first: without them the app would start, fail and be restarted.
  dependsOn: [roles]
}

module alerts 'modules/alerts.bicep' = {
  params: {
    location: location
    name: name
    workspaceName: monitoring.outputs.workspaceName
    insightsName: monitoring.outputs.insightsName
    dataAccountName: storage.outputs.dataAccountName
    appId: app.outputs.appId
    appUrl: empty(publicUrl) ? (frontDoor ? edgeUrl : 'https://${app.outputs.hostName}') : publicUrl
    probeLocations: probeLocations
    emails: alertEmails
    promisedAnswersPerMille: promisedAnswersPerMille
    promisedMilliseconds: promisedMilliseconds
    oldestMessageSeconds: oldestMessageSeconds
    tags: tags
  }
}

module edgeRoutes 'modules/frontdoor.bicep' = if (frontDoor) {
  params: {
    name: name
    originHostName: app.outputs.hostName
    customHostName: empty(publicUrl) ? '' : split(publicUrl, '/')[2]
    workspaceName: monitoring.outputs.workspaceName
    tags: tags
  }
}

output appName string = name
output appHostName string = app.outputs.hostName
output publicHostName string = frontDoor ? edge::endpoint!.properties.hostName : app.outputs.hostName
output domainProof string = edgeRoutes.?outputs.domainProof ?? ''
output hostAccountName string = storage.outputs.hostAccountName
output dataAccountName string = storage.outputs.dataAccountName
output copyAccountName string = storage.outputs.copyAccountName
output vaultName string = vault.outputs.vaultName
