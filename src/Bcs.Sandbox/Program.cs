using Bcs.Sandbox;

var app = SandboxApplication.Build(args);
await app.RunAsync();
