// Optional: a network for the app. The accounts and the vault can then be reached only from inside it.
@description('The region of the resources.')
param location string

@description('Part of every name.')
param name string

param dataAccountName string
param hostAccountName string
param copyAccountName string
param vaultName string

@description('The private DNS zone of Key Vault: privatelink.vaultcore.azure.net, or privatelink.vaultcore.azure.cn in Azure China.')
param vaultZone string

param tags object

// Calls to the internet (the issuer of tokens, WeChat, partner cities, telemetry) leave by one address of our own. Without this, a
// new network has no way out.
resource address 'Microsoft.Network/publicIPAddresses@2024-01-01' = {
  name: 'pip-${name}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIPAllocationMethod: 'Static' }
}

resource gateway 'Microsoft.Network/natGateways@2024-01-01' = {
  name: 'nat-${name}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIpAddresses: [{ id: address.id }] }
}

resource network 'Microsoft.Network/virtualNetworks@2024-01-01' = {
  name: 'vnet-${name}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.63.0.0/16'] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: '10.63.0.0/24'
          defaultOutboundAccess: false
          natGateway: { id: gateway.id }
          delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'endpoints'
        properties: { addressPrefix: '10.63.1.0/24', defaultOutboundAccess: false }
      }
    ]
  }

  resource app 'subnets' existing = { name: 'app' }
  resource endpoints 'subnets' existing = { name: 'endpoints' }
}

// One DNS zone for each service; the accounts share the zones of blobs, queues and tables.
var zones = [
  'privatelink.table.${environment().suffixes.storage}'
  'privatelink.queue.${environment().suffixes.storage}'
  'privatelink.blob.${environment().suffixes.storage}'
  vaultZone
]

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for each in zones: {
    name: each
    location: 'global'
    tags: tags
  }
]

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (each, index) in zones: {
    parent: zone[index]
    name: network.name
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: network.id }
    }
  }
]

var links = [
  { name: 'data-table', type: 'Microsoft.Storage/storageAccounts', target: dataAccountName, group: 'table', zone: 0 }
  { name: 'data-queue', type: 'Microsoft.Storage/storageAccounts', target: dataAccountName, group: 'queue', zone: 1 }
  { name: 'data-blob', type: 'Microsoft.Storage/storageAccounts', target: dataAccountName, group: 'blob', zone: 2 }
  { name: 'host-table', type: 'Microsoft.Storage/storageAccounts', target: hostAccountName, group: 'table', zone: 0 }
  { name: 'host-blob', type: 'Microsoft.Storage/storageAccounts', target: hostAccountName, group: 'blob', zone: 2 }
  { name: 'copy-blob', type: 'Microsoft.Storage/storageAccounts', target: copyAccountName, group: 'blob', zone: 2 }
  { name: 'vault', type: 'Microsoft.KeyVault/vaults', target: vaultName, group: 'vault', zone: 3 }
]

resource endpoint 'Microsoft.Network/privateEndpoints@2024-01-01' = [
  for each in links: {
    name: 'pe-${each.name}-${name}'
    location: location
    tags: tags
    properties: {
      subnet: { id: network::endpoints.id }
      privateLinkServiceConnections: [
        {
          name: each.name
          properties: {
            privateLinkServiceId: resourceId(each.type, each.target)
            groupIds: [each.group]
          }
        }
      ]
    }
  }
]

resource endpointZone 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-01-01' = [
  for (each, index) in links: {
    parent: endpoint[index]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: each.group
          properties: { privateDnsZoneId: zone[each.zone].id }
        }
      ]
    }
  }
]

output appSubnetId string = network::app.id
