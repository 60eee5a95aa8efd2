@description('The region of the resources.')
param location string

@description('Part of every name.')
param name string

@description('How many days logs are kept. The app\'s own audit trail is in its tables and does not depend on this.')
@minValue(30)
@maxValue(730)
param retentionDays int

@description('The volume of logs a day, in gigabytes, after which the workspace takes no more; -1 means no limit.')
param dailyQuotaGb int

param tags object

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'log-${name}'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    workspaceCapping: { dailyQuotaGb: dailyQuotaGb }
    features: {
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

// The app sends telemetry under its identity. Local authentication is off, so the connection string alone gives no access.
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${name}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
  }
}

output workspaceName string = workspace.name
output insightsName string = insights.name
