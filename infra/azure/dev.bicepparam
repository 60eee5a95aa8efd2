// A small deployment for trials: no instance is always on, and the data is kept in one building only.
using 'main.bicep'

param environmentName = 'dev'
param dataSku = 'Standard_LRS'
param hostSku = 'Standard_LRS'
param lockData = false
param alwaysReadyHttp = 0
param maximumInstanceCount = 40
param logDays = 30
param logGigabytesADay = 1
param promisedMilliseconds = 2000
