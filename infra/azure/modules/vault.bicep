@description('The region of the resources.')
param location string

@description('Letters and digits that make the name unique.')
param token string

@description('Whether the vault refuses calls from the internet. It is then reached by a private endpoint only.')
param privateNetwork bool

param workspaceName string
param tags object

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

// deploy.sh creates the secret itself: a template would leave it in the history of deployments.
resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'kv-tp-${token}'
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    // Without the master key every sealed field is lost, so nobody can purge a deleted secret for 90 days.
    enablePurgeProtection: true
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: privateNetwork ? 'Deny' : 'Allow'
    }
  }
}

resource vaultLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'to-workspace'
  properties: {
    workspaceId: workspace.id
    logs: [
      { categoryGroup: 'audit', enabled: true }
    ]
  }
}

output vaultName string = vault.name
output vaultUri string = vault.properties.vaultUri
