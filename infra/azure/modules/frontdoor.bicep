// Optional, public Azure only: a Front Door with a rate limit in front of the app.
@description('Part of every name.')
param name string

@description('The host name of the app itself.')
param originHostName string

param workspaceName string
param tags object

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

resource profile 'Microsoft.Cdn/profiles@2024-09-01' existing = {
  name: 'afd-${name}'

  resource endpoint 'afdEndpoints' existing = { name: name }
}

resource group 'Microsoft.Cdn/profiles/originGroups@2024-09-01' = {
  parent: profile
  name: 'app'
  properties: {
    loadBalancingSettings: { sampleSize: 4, successfulSamplesRequired: 3 }
    healthProbeSettings: {
      probePath: '/health/live'
      probeProtocol: 'Https'
      probeRequestType: 'HEAD'
      probeIntervalInSeconds: 60
    }
  }
}

resource origin 'Microsoft.Cdn/profiles/originGroups/origins@2024-09-01' = {
  parent: group
  name: 'app'
  properties: {
    hostName: originHostName
    originHostHeader: originHostName
    httpsPort: 443
    enforceCertificateNameCheck: true
  }
}

// The Front Door does not cache: personal answers say no-store, and public lists have their own ETags.
resource route 'Microsoft.Cdn/profiles/afdEndpoints/routes@2024-09-01' = {
  parent: profile::endpoint
  name: 'all'
  properties: {
    originGroup: { id: group.id }
    supportedProtocols: ['Http', 'Https']
    httpsRedirect: 'Enabled'
    forwardingProtocol: 'HttpsOnly'
    patternsToMatch: ['/*']
    linkToDefaultDomain: 'Enabled'
  }
  dependsOn: [origin]
}

resource firewall 'Microsoft.Network/FrontDoorWebApplicationFirewallPolicies@2024-02-01' = {
  name: 'waf${replace(name, '-', '')}'
  location: 'global'
  tags: tags
  sku: { name: 'Standard_AzureFrontDoor' }
  properties: {
    policySettings: { enabledState: 'Enabled', mode: 'Prevention' }
    customRules: {
      rules: [
        {
          name: 'FloodFromOneAddress'
          priority: 1
          enabledState: 'Enabled'
          ruleType: 'RateLimitRule'
          // The phones in a hall may share one address, so the limit is high: it stops floods and not normal use.
          rateLimitDurationInMinutes: 1
          rateLimitThreshold: 12000
          matchConditions: [
            { matchVariable: 'RequestUri', operator: 'Contains', matchValue: ['/'] }
          ]
          action: 'Block'
        }
      ]
    }
  }
}

resource shield 'Microsoft.Cdn/profiles/securityPolicies@2024-09-01' = {
  parent: profile
  name: 'firewall'
  properties: {
    parameters: {
      type: 'WebApplicationFirewall'
      wafPolicy: { id: firewall.id }
      associations: [
        { domains: [{ id: profile::endpoint.id }], patternsToMatch: ['/*'] }
      ]
    }
  }
}

resource edgeLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: profile
  name: 'to-workspace'
  properties: {
    workspaceId: workspace.id
    logs: [
      { category: 'FrontDoorWebApplicationFirewallLog', enabled: true }
    ]
  }
}
