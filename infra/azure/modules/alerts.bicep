@description('Where everything stands.')
param location string

@description('Goes into every name.')
param name string

param workspaceName string
param dataAccountName string

@description('Who is told. Without an address the alerts still show in the portal.')
param emails array

@description('Share of answers below 500 that is promised, in tenths of a percent: 999 is 99.9 %.')
@minValue(900)
@maxValue(999)
param promisedAnswersPerMille int

@description('Milliseconds that 95 of 100 calls stay below.')
param promisedMilliseconds int

@description('Seconds after which a waiting message means that a desk does not see its requests.')
param oldestMessageSeconds int

param tags object

// Held equal to the timers in the code by a test. A timer is overdue when it has not finished once in this time.
var timers = [
  { name: 'FoldScans', minutes: 5 }
  { name: 'PublishStatusLists', minutes: 5 }
  { name: 'RotateKeys', minutes: 30 }
  { name: 'SweepOutbox', minutes: 5 }
  { name: 'CollectFiles', minutes: 180 }
  { name: 'RunTimers', minutes: 180 }
  { name: 'WatchQueues', minutes: 10 }
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
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

// The app looks at its queues every minute and writes one line for each that is not empty; a test holds the words equal.
var queueLines = '''
AppTraces
| where Message startswith "Queue " and Message contains " holds "
| parse Message with "Queue " Queue " holds " Count:long " messages, the oldest " Seconds:long " s old."
'''

// One line an answer, from the app itself: the host's request records also hold probes and platform calls. Held equal too.
var answerLines = '''
AppTraces
| where Message contains " storage calls, trace "
| parse Message with Operation " → " Outcome " " Status:int " in " Milliseconds:double " ms, " Calls:int " storage calls, trace " Trace
| where isnotnull(Status) and Operation !startswith "Health"
'''

// What is left of 1000 answers when the promise is kept is the budget; burning it 14 or 6 times too fast calls somebody.
var allowed = 1000 - promisedAnswersPerMille

var checks = [
  {
    name: 'poison'
    text: 'A message was set aside in a poison queue: its request is safe in the tables, but somebody must look at it.'
    severity: 1
    every: 'PT5M'
    window: 'PT5M'
    query: '${queueLines}| where Queue endswith "-poison"'
  }
  {
    name: 'quarantine'
    text: 'A message could not be understood and was put in quarantine.'
    severity: 2
    every: 'PT5M'
    window: 'PT5M'
    query: 'AppTraces | where SeverityLevel >= 3 and Message contains "was quarantined"'
  }
  {
    name: 'oldest-message'
    text: 'Messages wait too long: a desk does not see its new requests.'
    severity: 1
    every: 'PT5M'
    window: 'PT10M'
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

// The Functions host writes a line whenever a timer's run ends.
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
      windowSize: 'PT5M'
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
