@description('The region of the resources.')
param location string

@description('Part of every name.')
param name string

param workspaceName string
param insightsName string
param dataAccountName string

@description('The resource id of the app.')
param appId string

@description('The https address of the app, without a slash at the end.')
param appUrl string

@description('From where it is tried every five minutes whether the app can be reached.')
param probeLocations array

@description('The e-mail addresses that receive alerts. Without an address the alerts still show in the portal.')
param emails array

@description('The promised share of answers with a status below 500, per mille: 999 is 99.9 %.')
@minValue(900)
@maxValue(999)
param promisedAnswersPerMille int

@description('The promised time in milliseconds within which 95 of 100 calls are answered.')
param promisedMilliseconds int

@description('How many seconds a message may wait before it raises an alert: its desk does not see the request.')
param oldestMessageSeconds int

param tags object

// The timers of the code; a test keeps the two equal. A timer is overdue when no run of it finished within these minutes. Lines
// arrive some minutes late, so no window is shorter than a quarter of an hour.
var timers = [
  { name: 'PublishStatusLists', minutes: 15 }
  { name: 'RotateKeys', minutes: 30 }
  { name: 'SweepShards', minutes: 15 }
  { name: 'CollectFiles', minutes: 180 }
  { name: 'RunTimers', minutes: 180 }
  { name: 'WatchQueues', minutes: 30 }
  { name: 'SendDigests', minutes: 2880 }
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource data 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: dataAccountName

  resource tables 'tableServices' existing = { name: 'default' }
  resource queues 'queueServices' existing = { name: 'default' }
  resource blobs 'blobServices' existing = { name: 'default' }
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'TalentPass'
    emailReceivers: [
      for (email, index) in emails: {
        name: 'person-${index}'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

// The app looks at its queues every five minutes and logs one line for each queue that is not empty. A test compares the words with
// those in the code.
var queueLines = '''
AppTraces
| where Message startswith "Queue " and Message contains " holds "
| parse Message with "Queue " Queue " holds " Count:long " messages, the oldest " Seconds:long " s old."
'''

// The app logs one line for each answer. The host's own request records are not used, because they also count probes and calls
// of the platform. A test compares the words with those in the code.
var answerLines = '''
AppTraces
| where Message contains " storage calls, trace "
| parse Message with Operation " → " Outcome " " Status:int " in " Milliseconds:double " ms, " Calls:int " storage calls, trace " Trace
| where isnotnull(Status) and Operation !startswith "Health"
'''

// The error budget: of 1000 answers this many may fail while the promise is kept. An alert fires when errors use it up 14 or 6
// times too fast.
var allowed = 1000 - promisedAnswersPerMille

var checks = [
  {
    name: 'poison'
    text: 'A message was set aside in a poison queue: its request is safe in the tables, but somebody must look at it.'
    severity: 1
    every: 'PT5M'
    window: 'PT15M'
    query: '${queueLines}| where Queue endswith "-poison"'
  }
  {
    name: 'quarantine'
    text: 'A message could not be understood and was put in quarantine.'
    severity: 2
    every: 'PT5M'
    window: 'PT15M'
    query: 'AppTraces | where SeverityLevel >= 3 and Message contains "was quarantined"'
  }
  {
    name: 'untrusted'
    text: 'A row in storage is not as the app wrote it and is not used: somebody changed the tables, or a backup was restored in part.'
    severity: 1
    every: 'PT5M'
    window: 'PT15M'
    query: 'AppTraces | where SeverityLevel >= 3 and Message contains "row in storage is not trusted"'
  }
  {
    name: 'oldest-message'
    text: 'Messages wait too long: a desk does not see its new requests.'
    severity: 1
    every: 'PT5M'
    window: 'PT15M'
    query: '${queueLines}| where Queue !endswith "-poison" and Seconds > ${oldestMessageSeconds}'
  }
  {
    name: 'errors-fast'
    text: 'Errors use up the month\'s budget in about two days.'
    severity: 1
    every: 'PT5M'
    window: 'PT1H'
    query: '${answerLines}| summarize All = count(), Bad = countif(Status >= 500)\n| where All >= 20 and Bad * 1000 > All * ${14 * allowed}'
  }
  {
    name: 'errors-slow'
    text: 'Errors use up the month\'s budget in about five days.'
    severity: 2
    every: 'PT15M'
    window: 'PT6H'
    query: '${answerLines}| summarize All = count(), Bad = countif(Status >= 500)\n| where All >= 100 and Bad * 1000 > All * ${6 * allowed}'
  }
  {
    name: 'latency'
    text: 'More than one call in twenty is slower than promised.'
    severity: 2
    every: 'PT5M'
    window: 'PT30M'
    query: '${answerLines}| summarize All = count(), Slow = countif(Milliseconds > ${promisedMilliseconds})\n| where All >= 20 and Slow * 20 > All'
  }
]

resource check 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for each in checks: {
    name: 'alert-${each.name}-${name}'
    location: location
    tags: tags
    properties: {
      description: each.text
      severity: each.severity
      evaluationFrequency: each.every
      windowSize: each.window
      scopes: [workspace.id]
      skipQueryValidation: true
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: each.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
          }
        ]
      }
      actions: { actionGroups: [people.id] }
    }
  }
]

// The Functions host logs a line whenever a run of a timer ends.
resource overdue 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for timer in timers: {
    name: 'alert-overdue-${toLower(timer.name)}-${name}'
    location: location
    tags: tags
    properties: {
      description: 'The timer ${timer.name} has not finished once in ${timer.minutes} minutes.'
      severity: 1
      evaluationFrequency: 'PT5M'
      windowSize: 'PT${timer.minutes}M'
      scopes: [workspace.id]
      skipQueryValidation: true
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: 'AppTraces | where Message startswith "Executed \'Functions.${timer.name}\' (Succeeded"'
            timeAggregation: 'Count'
            operator: 'LessThan'
            threshold: 1
          }
        ]
      }
      actions: { actionGroups: [people.id] }
    }
  }
]

// The timer of the nightly copy logs a line for each copy. 26 hours is no window that Azure offers, so the query has it.
resource backup 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'alert-backup-${name}'
  location: location
  tags: tags
  properties: {
    description: 'No copy of the data was made in 26 hours, or a paper is missing from it.'
    severity: 1
    evaluationFrequency: 'PT1H'
    windowSize: 'P2D'
    scopes: [workspace.id]
    skipQueryValidation: true
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: 'AppTraces | where TimeGenerated > ago(26h) | where Message startswith "Backed up as "'
          timeAggregation: 'Count'
          operator: 'LessThan'
          threshold: 1
        }
      ]
    }
    actions: { actionGroups: [people.id] }
  }
}

// What the app cannot log: answers that the platform gives in its place. Timers run on instances of their own, so they can be well
// while nobody answers calls.
resource failed 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-http5xx-${name}'
  location: 'global'
  tags: tags
  properties: {
    description: 'The app, or the platform in its place, answers with server errors.'
    severity: 1
    enabled: true
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    scopes: [appId]
    targetResourceType: 'Microsoft.Web/sites'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'failed'
          metricNamespace: 'Microsoft.Web/sites'
          metricName: 'Http5xx'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 10
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

resource probe 'Microsoft.Insights/webtests@2022-06-15' = {
  name: 'probe-${name}'
  location: location
  tags: union(tags, { 'hidden-link:${insights.id}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: 'probe-${name}'
    Name: 'probe-${name}'
    Kind: 'standard'
    Enabled: true
    Frequency: 300
    Timeout: 30
    RetryEnabled: true
    Locations: [for each in probeLocations: { Id: each }]
    Request: { RequestUrl: '${appUrl}/health/ready', HttpVerb: 'GET', ParseDependentRequests: false }
    ValidationRules: { ExpectedHttpStatusCode: 200, SSLCheck: true, SSLCertRemainingLifetimeCheck: 14 }
  }
}

resource unreachable 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-unreachable-${name}'
  location: 'global'
  tags: union(tags, { 'hidden-link:${insights.id}': 'Resource', 'hidden-link:${probe.id}': 'Resource' })
  properties: {
    description: 'The app is not ready, seen from two places at once, or its certificate ends within two weeks.'
    severity: 0
    enabled: true
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    scopes: [probe.id, insights.id]
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: probe.id
      componentId: insights.id
      failedLocationCount: 2
    }
    actions: [{ actionGroupId: people.id }]
  }
}

var services = [
  { name: 'tables', type: 'Microsoft.Storage/storageAccounts/tableServices', id: data::tables.id }
  { name: 'queues', type: 'Microsoft.Storage/storageAccounts/queueServices', id: data::queues.id }
  { name: 'blobs', type: 'Microsoft.Storage/storageAccounts/blobServices', id: data::blobs.id }
]

resource throttled 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for service in services: {
    name: 'alert-throttled-${service.name}-${name}'
    location: 'global'
    tags: tags
    properties: {
      description: 'The storage account turns calls away because there are too many.'
      severity: 2
      enabled: true
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      scopes: [service.id]
      targetResourceType: service.type
      autoMitigate: true
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion'
            name: 'throttled'
            metricNamespace: service.type
            metricName: 'Transactions'
            timeAggregation: 'Total'
            operator: 'GreaterThan'
            threshold: 10
            dimensions: [
              {
                name: 'ResponseType'
                operator: 'Include'
                values: [
                  'ClientAccountBandwidthThrottlingError'
                  'ClientAccountRequestThrottlingError'
                  'ClientThrottlingError'
                  'ServerBusyError'
                ]
              }
            ]
          }
        ]
      }
      actions: [{ actionGroupId: people.id }]
    }
  }
]
