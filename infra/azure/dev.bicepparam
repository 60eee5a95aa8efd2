// A small deployment to try things: nothing always on, one copy of the data within the building.
using 'main.bicep'

param environmentName = 'dev'
param dataSku = 'Standard_LRS'
param lockData = false
param alwaysReadyHttp = 0
param maximumInstanceCount = 40
param logDays = 30
param logGigabytesADay = 1
param promisedMilliseconds = 2000
