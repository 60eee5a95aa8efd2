@description('Where everything stands.')
param location string

@description('The app\'s own name; part of its address.')
param appName string

param identityName string
param dataAccountName string
param hostAccountName string
param vaultUri string
param insightsName string
param workspaceName string

@description('Megabytes of each instance.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int

@description('The most instances it may grow to.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int

@description('Instances that always run for HTTP, so that nobody at a counter waits for a cold start.')
@minValue(0)
param alwaysReadyHttp int

@description('Calls one instance works on at a time before another one is added.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int

@description('The https address of staff\'s OpenID Connect issuer; empty where there is none.')
param oidcAuthority string

@description('The audience its tokens are for.')
param oidcAudience string

@description('The city: GB/T 2260 code, names, and the https address its lists are served at; empty takes the app\'s own.')
param city { code: string, nameZh: string, nameEn: string, publicUrl: string }

@description('Further settings, such as the mini-program\'s id. Secrets only as Key Vault references.')
param furtherSettings object

@description('A subnet delegated to Microsoft.App/environments; empty without a private network.')
param subnetId string

@description('The Front Door that alone may call; empty lets everyone.')
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

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

// Held against the settings the code reads by a test. Addresses come from the accounts, so every cloud has its own.
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
  City__Code: city.code
  City__NameEn: city.nameEn
  City__NameZh: city.nameZh
  City__PublicUrl: empty(city.publicUrl) ? 'https://${app.properties.defaultHostName}' : city.publicUrl
  KeyRing__FormerKeys: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/keyring-former-keys)'
  KeyRing__Key: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/keyring-key)'
  // Whoever stands before the app appends it; behind a Front Door the platform's own header would name the Front Door.
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

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-${appName}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
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

  // Packages are published with a directory identity, never with the site's own password.
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
    properties: union(furtherSettings, oidcSettings, settings)
  }
}

resource appLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'to-workspace'
  properties: {
    workspaceId: workspace.id
    logs: [
      { category: 'FunctionAppLogs', enabled: true }
    ]
    metrics: [
      { category: 'AllMetrics', enabled: true }
    ]
  }
}

output hostName string = app.properties.defaultHostName
