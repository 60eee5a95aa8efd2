// The roles of the app and of the deployer, one assignment for each service, limited to that service. No role here can change
// role assignments or read the keys of an account. Only the deployer can write secrets of the vault.
param dataAccountName string
param hostAccountName string
param copyAccountName string
param vaultName string
param insightsName string

@description('The app\'s identity.')
param appPrincipalId string

@description('The object id of the person or pipeline that runs deploy.sh, which stores packages and creates the master key. Empty grants nothing.')
param deployerPrincipalId string

@description('Whether the deployer is a person, a group or a pipeline.')
@allowed(['User', 'Group', 'ServicePrincipal'])
param deployerPrincipalType string

var roles = {
  keyVaultSecretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
  keyVaultSecretsOfficer: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
  storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  storageQueueDataMessageProcessor: '8a0f0c08-91a1-4084-bc3d-661d67233fed'
  storageQueueDataMessageSender: 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a'
  storageQueueDataReader: '19e7f393-937e-4f77-808e-94535e297925'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

// The queues that functions listen to; a test compares them with the code.
var queues = [
  'desk-housing'
  'desk-education'
  'desk-exit-entry'
  'desk-household'
  'desk-hrss'
  'desk-health'
  'desk-office'
  'notifications'
]

// The containers of the nightly copies.
var copyContainers = ['copies', 'copied-files']

resource data 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: dataAccountName

  resource tables 'tableServices' existing = { name: 'default' }
  resource queues 'queueServices' existing = { name: 'default' }
  resource blobs 'blobServices' existing = {
    name: 'default'

    resource files 'containers' existing = { name: 'files' }
  }
}

resource host 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: hostAccountName

  resource tables 'tableServices' existing = { name: 'default' }
  resource blobs 'blobServices' existing = {
    name: 'default'

    resource releases 'containers' existing = { name: 'releases' }
  }
}

resource copies 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: copyAccountName

  resource blobs 'blobServices' existing = { name: 'default' }
}

resource copyContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' existing = [
  for each in copyContainers: {
    parent: copies::blobs
    name: each
  }
]

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource readsAndWritesTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: data::tables
  name: guid(data::tables.id, appPrincipalId, roles.storageTableDataContributor)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageTableDataContributor)
  }
}

// The app reads how many messages wait, sends messages to desks, and takes messages out of poison queues. It has no right to
// create, clear or delete a queue here.
resource usesQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [roles.storageQueueDataReader, roles.storageQueueDataMessageProcessor, roles.storageQueueDataMessageSender]: {
    scope: data::queues
    name: guid(data::queues.id, appPrincipalId, role)
    properties: {
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

resource deskQueue 'Microsoft.Storage/storageAccounts/queueServices/queues@2024-01-01' existing = [
  for each in queues: {
    parent: data::queues
    name: each
  }
]

// A trigger updates messages: it keeps the one it works on hidden, and makes a failed one visible early. Of the built-in roles
// only Contributor allows this (queues/messages/write). It also allows deleting queues, so it is granted on these queues only.
resource listensToDesks 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (each, index) in queues: {
    scope: deskQueue[index]
    name: guid(deskQueue[index].id, appPrincipalId, roles.storageQueueDataContributor)
    properties: {
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageQueueDataContributor)
    }
  }
]

// Granted on one container and not on the account, because the app neither creates nor lists containers.
resource keepsFiles 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: data::blobs::files
  name: guid(data::blobs::files.id, appPrincipalId, roles.storageBlobDataContributor)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataContributor)
  }
}

// The nightly timer writes copies. What it has written cannot be changed or deleted for 30 days.
resource writesCopies 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (each, index) in copyContainers: {
    scope: copyContainer[index]
    name: guid(copyContainer[index].id, appPrincipalId, roles.storageBlobDataContributor)
    properties: {
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataContributor)
    }
  }
]

// The Functions host keeps its locks and timer schedules in blobs. Its documentation asks for Owner at least.
resource runsTheHost 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: host::blobs
  name: guid(host::blobs.id, appPrincipalId, roles.storageBlobDataOwner)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataOwner)
  }
}

// The Functions host also writes its own failures into a table, for the portal.
resource notesHostFailures 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: host::tables
  name: guid(host::tables.id, appPrincipalId, roles.storageTableDataContributor)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageTableDataContributor)
  }
}

resource readsTheMasterKey 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, appPrincipalId, roles.keyVaultSecretsUser)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsUser)
  }
}

resource sendsTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, appPrincipalId, roles.monitoringMetricsPublisher)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.monitoringMetricsPublisher)
  }
}

resource keepsPackages 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(deployerPrincipalId)) {
  scope: host::blobs::releases
  name: guid(host::blobs::releases.id, deployerPrincipalId, roles.storageBlobDataContributor)
  properties: {
    principalId: deployerPrincipalId
    principalType: deployerPrincipalType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataContributor)
  }
}

resource makesTheMasterKey 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(deployerPrincipalId)) {
  scope: vault
  name: guid(vault.id, deployerPrincipalId, roles.keyVaultSecretsOfficer)
  properties: {
    principalId: deployerPrincipalId
    principalType: deployerPrincipalType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsOfficer)
  }
}
