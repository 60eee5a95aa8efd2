@description('The region of the resources.')
param location string

@description('At most 18 letters and digits that make the account names unique.')
@maxLength(18)
param token string

@description('The name of an existing data account to use: it keeps its region, redundancy and rules. Empty creates one.')
param existingDataAccountName string

@description('The redundancy of the data account, and of the account with the copies of it.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_RAGRS', 'Standard_GZRS', 'Standard_RAGZRS'])
param dataSku string

@description('The redundancy of the host\'s account. Within the region is enough: it holds packages and locks.')
@allowed(['Standard_LRS', 'Standard_ZRS'])
param hostSku string

@description('Whether the accounts refuse calls from the internet. They are then reached by private endpoints only.')
param privateNetwork bool

@description('Whether locks protect the data account and the copies from deletion by mistake.')
param lockData bool

param workspaceName string
param tags object

// A test compares these names with StorageLayout in the code.
var tables = [
  'Talents'
  'Desks'
  'Lookup'
  'Trust'
  'Catalogue'
  'Partners'
  'Scans'
  'Leases'
  'Accounts'
]

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

// The container for papers that people hand in.
var containers = ['files']

// The containers of the nightly copies; see CopyContainers in the code.
var copyContainers = ['copies', 'copied-files']

// How many days deleted papers can be recovered. A restore to an earlier moment reaches back one day less.
var recoverableDays = 30

// The containers for the package that runs and for those kept by deploy.sh.
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

// From here on the template is the same for an existing account and for a new one.
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

// The poison queues are created here, so that the app needs no right to create queues when a message is set aside.
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
  // Papers are never overwritten, so these settings are for the case that somebody deletes them.
  properties: {
    deleteRetentionPolicy: { enabled: true, days: recoverableDays }
    containerDeleteRetentionPolicy: { enabled: true, days: recoverableDays }
    isVersioningEnabled: true
    changeFeed: { enabled: true, retentionInDays: recoverableDays }
    restorePolicy: { enabled: true, days: recoverableDays - 1 }
  }
}

// A deleted paper lives on as an earlier version; without this rule it would for ever.
resource dataEnds 'Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01' = {
  parent: data
  name: 'default'
  dependsOn: [dataBlobs]
  properties: {
    policy: {
      rules: [
        {
          name: 'deleted-papers'
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'] }
            actions: { version: { delete: { daysAfterCreationGreaterThan: recoverableDays } } }
          }
        }
      ]
    }
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

// The nightly copies, apart from the data: who can spoil one account by mistake spoils the other one only by another mistake.
resource copies 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'tpcopy${token}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: dataSku }
  properties: union(closed, { accessTier: 'Cool' })
}

resource copyBlobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: copies
  name: 'default'
  properties: {
    deleteRetentionPolicy: { enabled: true, days: 35 }
    containerDeleteRetentionPolicy: { enabled: true, days: 35 }
  }
}

resource copyContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = [
  for each in copyContainers: {
    parent: copyBlobs
    name: each
    properties: { publicAccess: 'None' }
  }
]

// Nobody can change or delete the rows of a copy for 30 days, not even with the app's identity.
resource copiesStay 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2024-01-01' = {
  parent: copyContainer[0]
  name: 'default'
  properties: { immutabilityPeriodSinceCreationInDays: 30 }
}

resource copiesEnd 'Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01' = {
  parent: copies
  name: 'default'
  dependsOn: [copyBlobs]
  properties: {
    policy: {
      rules: [
        {
          name: 'old-copies'
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['${copyContainers[0]}/'] }
            actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: 35 } } }
          }
        }
      ]
    }
  }
}

resource copyLock 'Microsoft.Authorization/locks@2020-05-01' = if (lockData) {
  scope: copies
  name: 'keep-the-copies'
  properties: {
    level: 'CanNotDelete'
    notes: 'The nightly copies of the data. Read infra/README.md before removing this lock.'
  }
}

resource host 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'tphost${token}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: hostSku }
  properties: closed
}

resource hostBlobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: host
  name: 'default'
  properties: {
    deleteRetentionPolicy: { enabled: true, days: 14 }
    containerDeleteRetentionPolicy: { enabled: true, days: 14 }
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
    // Only deletions are logged: reads are most of the traffic and say little. The keys in the log hold no personal data.
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
output copyAccountName string = copies.name
output hostAccountName string = host.name
