@description('The region of the resources.')
param location string

@description('The app\'s name, which is part of its address.')
param appName string

param identityName string
param dataAccountName string
param hostAccountName string
param copyAccountName string
param vaultUri string
param insightsName string
param workspaceName string

@description('The memory of each instance, in megabytes.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int

@description('The largest number of instances the app may grow to.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int

@description('Whether instances are spread over availability zones. Azure then keeps two instances ready for HTTP and for each other function.')
param zoneRedundant bool

@description('How instances change to a new version.')
@allowed(['Recreate', 'RollingUpdate'])
param updateStrategy string

@description('The number of instances that always run for HTTP, so that nobody at a counter waits for a cold start.')
@minValue(0)
param alwaysReadyHttp int

@description('The number of calls that one instance works on at the same time before another one is added.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int

@description('The https address of the OpenID Connect issuer of staff tokens; empty if there is none.')
param oidcAuthority string

@description('The audience that the tokens of the issuer must name.')
param oidcAudience string

@description('The city: its GB/T 2260 code, its names, and the https address of its lists; an empty address means the app\'s own.')
param city { code: string, nameZh: string, nameEn: string, publicUrl: string }

@description('Further settings, such as the mini-program\'s id. Give secrets only as Key Vault references.')
param furtherSettings object

@description('App settings that are secrets: the name of each setting and of its secret in the vault.')
param vaultSettings object

@description('A subnet delegated to Microsoft.App/environments; empty without a private network.')
param subnetId string

@description('The id of the Front Door through which all calls must come; empty allows calls from everywhere.')
param frontDoorId string

param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: identityName
}

resource data 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: dataAccountName
}

resource host 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: hostAccountName
}

resource copies 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: copyAccountName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

// A test compares these with the settings the code reads. Addresses come from the accounts themselves, so they fit every cloud.
var settings = {
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'Authorization=AAD;ClientId=${identity.properties.clientId}'
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  APPLICATIONINSIGHTS_STATSBEAT_DISABLED: 'true'
  AzureWebJobsDisableHomepage: 'true'
  AzureWebJobsStorage__blobServiceUri: host.properties.primaryEndpoints.blob
  AzureWebJobsStorage__clientId: identity.properties.clientId
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__queueServiceUri: host.properties.primaryEndpoints.queue
  AzureWebJobsStorage__tableServiceUri: host.properties.primaryEndpoints.table
  Backup__blobServiceUri: copies.properties.primaryEndpoints.blob
  City__Code: city.code
  City__NameEn: city.nameEn
  City__NameZh: city.nameZh
  City__PublicUrl: empty(city.publicUrl) ? 'https://${app.properties.defaultHostName}' : city.publicUrl
  // In bytes, 11 MiB: an upload of 10 MiB with its envelope. The host keeps whole bodies in memory before the app is asked, by default up to 100 MB each.
  FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '11534336'
  KeyRing__FormerKeys: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/keyring-former-keys)'
  KeyRing__Key: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/keyring-key)'
  // The host sends the app's lines only with their trace, so it keeps every trace; alerts count lines. (The app limits its own.)
  OTEL_TRACES_SAMPLER: 'microsoft.fixed_percentage'
  OTEL_TRACES_SAMPLER_ARG: '1.0'
  // The platform in front of the app sets this header. Behind a Front Door, X-Forwarded-For would end with the Front Door's address.
  RateLimits__ClientAddressHeader: empty(frontDoorId) ? 'X-Forwarded-For' : 'X-Azure-SocketIP'
  TalentPassStorage__blobServiceUri: data.properties.primaryEndpoints.blob
  TalentPassStorage__clientId: identity.properties.clientId
  TalentPassStorage__credential: 'managedidentity'
  TalentPassStorage__queueServiceUri: data.properties.primaryEndpoints.queue
  TalentPassStorage__tableServiceUri: data.properties.primaryEndpoints.table
}

var oidcSettings = empty(oidcAuthority) ? {} : {
  Oidc__Audience: oidcAudience
  Oidc__Authority: oidcAuthority
}

// What the app gets is where the secret is, never the secret.
var references = toObject(items(vaultSettings), each => each.key, each => '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${each.value})')

var frontDoorOnly = [
  {
    name: 'front-door'
    action: 'Allow'
    priority: 100
    tag: 'ServiceTag'
    ipAddress: 'AzureFrontDoor.Backend'
    headers: { 'x-azure-fdid': [frontDoorId] }
  }
]

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: 'plan-${appName}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true, zoneRedundant: zoneRedundant }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: appName
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${host.properties.primaryEndpoints.blob}packages'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      // The resource has this property from this API version on; Bicep's types do not know it yet.
      #disable-next-line BCP037
      siteUpdateStrategy: { type: updateStrategy }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyHttp == 0 ? [] : [{ name: 'http', instanceCount: alwaysReadyHttp }]
        triggers: { http: { perInstanceConcurrency: httpConcurrency } }
      }
    }
    siteConfig: {
      ftpsState: 'Disabled'
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ipSecurityRestrictions: empty(frontDoorId) ? [] : frontDoorOnly
      ipSecurityRestrictionsDefaultAction: empty(frontDoorId) ? 'Allow' : 'Deny'
    }
  }

  // Packages are published with a directory identity, so the site's own passwords are switched off.
  resource noSignInByFtp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource noSignInByScm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(furtherSettings, references, oidcSettings, settings)
  }
}

resource appMetrics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'to-workspace'
  properties: {
    workspaceId: workspace.id
    // No FunctionAppLogs: Application Insights has the same lines already, and a second copy would cost as much again.
    metrics: [
      { category: 'AllMetrics', enabled: true }
    ]
  }
}

output appId string = app.id
output hostName string = app.properties.defaultHostName
