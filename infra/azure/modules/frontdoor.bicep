// Optional, public Azure only: a Front Door with a firewall in front of the app.
@description('Part of every name.')
param name string

@description('The host name of the app itself.')
param originHostName string

@description('The host name of the city\'s own domain; empty if there is none.')
param customHostName string

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
    // No probes: with one origin there is nothing to choose, and a hundred places would ask it all the time.
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

// The domain's owner proves it with a TXT record (deploy.sh prints its value); the certificate is the platform's.
resource domain 'Microsoft.Cdn/profiles/customDomains@2024-09-01' = if (!empty(customHostName)) {
  parent: profile
  name: replace(empty(customHostName) ? 'none' : customHostName, '.', '-')
  properties: {
    hostName: customHostName
    tlsSettings: { certificateType: 'ManagedCertificate', minimumTlsVersion: 'TLS12' }
  }
}

var customDomains = empty(customHostName) ? [] : [{ id: domain.id }]

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
    customDomains: customDomains
  }
  dependsOn: [origin]
}

resource firewall 'Microsoft.Network/FrontDoorWebApplicationFirewallPolicies@2024-02-01' = {
  name: 'waf${replace(name, '-', '')}'
  location: 'global'
  tags: tags
  sku: { name: 'Premium_AzureFrontDoor' }
  properties: {
    policySettings: { enabledState: 'Enabled', mode: 'Prevention', requestBodyCheck: 'Enabled' }
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
        {
          name: 'Papers'
          priority: 2
          enabledState: 'Enabled'
          ruleType: 'MatchRule'
          // The managed rules would take the bytes of a picture for an attack. The app looks at uploads itself.
          matchConditions: [
            { matchVariable: 'RequestMethod', operator: 'Equal', matchValue: ['POST'] }
            { matchVariable: 'RequestUri', operator: 'RegEx', matchValue: ['^https://[^/?]+/api/v1/files([?].*)?$'] }
          ]
          action: 'Allow'
        }
      ]
    }
    managedRules: {
      managedRuleSets: [
        { ruleSetType: 'Microsoft_DefaultRuleSet', ruleSetVersion: '2.1', ruleSetAction: 'Block' }
        { ruleSetType: 'Microsoft_BotManagerRuleSet', ruleSetVersion: '1.1' }
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
        { domains: concat([{ id: profile::endpoint.id }], customDomains), patternsToMatch: ['/*'] }
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

output domainProof string = domain.?properties.validationProperties.validationToken ?? ''
