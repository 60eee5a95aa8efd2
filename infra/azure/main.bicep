// TalentPass in one resource group. deploy.sh runs this; README.md in the folder above says how.
targetScope = 'resourceGroup'

@description('Which deployment this is, e.g. dev or prod; goes into every name.')
@minLength(2)
@maxLength(8)
param environmentName string

@description('A region that has Flex Consumption: az functionapp list-flexconsumption-locations.')
param location string = resourceGroup().location

@description('A data account of this group to use as it is, such as one that has failed over; empty makes one.')
param existingDataAccountName string = ''

@description('Redundancy of the data account.')
param dataSku string = 'Standard_ZRS'

@description('Whether a lock keeps the data account from being deleted.')
param lockData bool = true

@description('Whether storage and vault are closed to the internet. deploy.sh must then run inside the network.')
param privateNetwork bool = false

@description('Whether a Front Door stands before the app and is the only way in. Not in Azure China.')
param frontDoor bool = false

@description('The private zone of Key Vault in this cloud.')
param vaultZone string = 'privatelink.vaultcore.azure.net'

@description('Who deploys: object id of a person, group or pipeline. deploy.sh fills it in.')
param deployerPrincipalId string = ''

@description('What kind of principal deploys.')
@allowed(['User', 'Group', 'ServicePrincipal'])
param deployerPrincipalType string = 'User'

@description('Megabytes of each instance.')
param instanceMemoryMB int = 2048

@description('The most instances the app may grow to.')
param maximumInstanceCount int = 100

@description('Instances that always run for HTTP.')
param alwaysReadyHttp int = 2

@description('Calls one instance works on at a time.')
param httpConcurrency int = 100

@description('Staff\'s OpenID Connect issuer, an https address; empty where staff sign in otherwise.')
param oidcAuthority string = ''

@description('The audience of its tokens.')
param oidcAudience string = ''

@description('The city\'s code in GB/T 2260.')
@minLength(6)
@maxLength(6)
param cityCode string = '330200'

@description('What people call the city.')
param cityNameZh string = '宁波'

@description('And in English.')
param cityNameEn string = 'Ningbo'

@description('The https address people and partner cities use, without a slash at the end; empty until there is a domain of your own.')
param publicUrl string = ''

@description('Further app settings; secrets only as Key Vault references.')
param furtherSettings object = {}

@description('Days the logs are kept.')
param logDays int = 90

@description('Gigabytes of logs a day at most; -1 is no limit.')
param logGigabytesADay int = -1

@description('E-mail addresses that alerts go to.')
param alertEmails array = []

@description('Share of answers below 500 that is promised, per mille.')
param promisedAnswersPerMille int = 999

@description('Milliseconds that 95 of 100 calls stay below.')
param promisedMilliseconds int = 800

@description('Seconds after which a waiting message is an alert.')
param oldestMessageSeconds int = 300

// An app beside the one it takes the data over from needs names of its own.
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

// Made before the rest: the app must know the Front Door's id and address, and the Front Door the app's name.
resource edge 'Microsoft.Cdn/profiles@2024-09-01' = if (frontDoor) {
  name: 'afd-${name}'
  location: 'global'
  tags: tags
  sku: { name: 'Standard_AzureFrontDoor' }

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
    vaultUri: vault.outputs.vaultUri
    insightsName: monitoring.outputs.insightsName
    workspaceName: monitoring.outputs.workspaceName
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
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
    subnetId: network.?outputs.appSubnetId ?? ''
    frontDoorId: edge.?properties.frontDoorId ?? ''
    tags: tags
  }
  // Without its roles the app would start, fail and be restarted.
  dependsOn: [roles]
}

module alerts 'modules/alerts.bicep' = {
  params: {
    location: location
    name: name
    workspaceName: monitoring.outputs.workspaceName
    dataAccountName: storage.outputs.dataAccountName
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
    workspaceName: monitoring.outputs.workspaceName
    tags: tags
  }
}

output appName string = name
output appHostName string = app.outputs.hostName
output publicHostName string = frontDoor ? edge::endpoint!.properties.hostName : app.outputs.hostName
output hostAccountName string = storage.outputs.hostAccountName
output dataAccountName string = storage.outputs.dataAccountName
output vaultName string = vault.outputs.vaultName
