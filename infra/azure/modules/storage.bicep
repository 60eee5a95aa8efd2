@description('Where everything stands.')
param location string

@description('Letters and digits that make account names unique, at most 18.')
@maxLength(18)
param token string

@description('A data account to use as it is: it keeps its place, redundancy and rules. Empty makes one.')
param existingDataAccountName string

@description('Redundancy of the data. The host\'s own account needs no more than a zone.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_RAGRS', 'Standard_GZRS', 'Standard_RAGZRS'])
param dataSku string

@description('Closes both accounts to the internet; they are then reached by private endpoints only.')
param privateNetwork bool

@description('Keeps the data account from being deleted by mistake.')
param lockData bool

param workspaceName string
param tags object

// Held equal to the code by a test: StorageLayout.
var tables = [
  'Talents'
  'Desks'
  'Lookup'
  'Trust'
  'Catalogue'
  'Partners'
  'Scans'
  'Leases'
]

var queues = [
  'desk-housing'
  'desk-education'
  'desk-exit-entry'
  'desk-household'
  'desk-hrss'
  'desk-health'
  'desk-office'
]

// The papers people hand in.
var containers = ['files']

// The package that runs and the ones that ran.
var hostContainers = ['packages', 'releases']

var closed = {
  allowBlobPublicAccess: false
  allowCrossTenantReplication: false
  allowSharedKeyAccess: false
  defaultToOAuthAuthentication: true
  minimumTlsVersion: 'TLS1_2'
  supportsHttpsTrafficOnly: true
  publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
  networkAcls: {
    bypass: 'None'
    defaultAction: privateNetwork ? 'Deny' : 'Allow'
  }
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

var dataName = empty(existingDataAccountName) ? 'tpdata${token}' : existingDataAccountName

resource newData 'Microsoft.Storage/storageAccounts@2024-01-01' = if (empty(existingDataAccountName)) {
  name: 'tpdata${token}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: dataSku }
  properties: closed
}

// What is in the account is the same, whether it was there or has just been made.
resource data 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: dataName
}

resource dataTables 'Microsoft.Storage/storageAccounts/tableServices@2024-01-01' = {
  parent: data
  name: 'default'
  dependsOn: [newData]
}

resource table 'Microsoft.Storage/storageAccounts/tableServices/tables@2024-01-01' = [
  for each in tables: {
    parent: dataTables
    name: each
  }
]

resource dataQueues 'Microsoft.Storage/storageAccounts/queueServices@2024-01-01' = {
  parent: data
  name: 'default'
  dependsOn: [newData]
}

resource queue 'Microsoft.Storage/storageAccounts/queueServices/queues@2024-01-01' = [
  for each in queues: {
    parent: dataQueues
    name: each
  }
]

// Made here, so that the app needs no right to make queues when a message is set aside.
resource poison 'Microsoft.Storage/storageAccounts/queueServices/queues@2024-01-01' = [
  for each in queues: {
    parent: dataQueues
    name: '${each}-poison'
  }
]

resource dataBlobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: data
  name: 'default'
  dependsOn: [newData]
  properties: {
    deleteRetentionPolicy: { enabled: true, days: 14 }
  }
}

resource dataContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = [
  for each in containers: {
    parent: dataBlobs
    name: each
    properties: { publicAccess: 'None' }
  }
]

resource dataLock 'Microsoft.Authorization/locks@2020-05-01' = if (lockData) {
  scope: data
  name: 'keep-the-data'
  dependsOn: [newData]
  properties: {
    level: 'CanNotDelete'
    notes: 'Talents, requests and the audit trail. Read infra/README.md before removing this lock.'
  }
}

resource host 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'tphost${token}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: closed
}

resource hostBlobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: host
  name: 'default'
  properties: {
    deleteRetentionPolicy: { enabled: true, days: 14 }
  }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = [
  for each in hostContainers: {
    parent: hostBlobs
    name: each
  }
]

resource tableLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: dataTables
  name: 'to-workspace'
  properties: {
    workspaceId: workspace.id
    // Reads are the bulk of the traffic and say little; keys hold no personal data.
    logs: [
      { category: 'StorageDelete', enabled: true }
    ]
    metrics: [
      { category: 'Transaction', enabled: true }
    ]
  }
}

resource blobLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: dataBlobs
  name: 'to-workspace'
  properties: {
    workspaceId: workspace.id
    logs: [
      { category: 'StorageDelete', enabled: true }
    ]
    metrics: [
      { category: 'Transaction', enabled: true }
    ]
  }
}

resource queueLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: dataQueues
  name: 'to-workspace'
  properties: {
    workspaceId: workspace.id
    metrics: [
      { category: 'Transaction', enabled: true }
    ]
  }
}

output dataAccountName string = data.name
output hostAccountName string = host.name
