using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

using Bcs.Api.Certificates;
using Bcs.Api.Client;

namespace Bcs.Api.Tests.Client;

public sealed class FileTests
{
    [Theory]
    [InlineData("attachment; filename=\"bcs-organization-admin.zip\"", "bcs-organization-admin.zip")]
    [InlineData("attachment; filename=plain.zip", "plain.zip")]
    [InlineData("attachment; filename=x.zip; filename*=UTF-8''%E8%AF%81%E4%B9%A6.zip", "证书.zip")]
    [InlineData("attachment; filename=\"../../etc/passwd\"", "passwd")]
    [InlineData("attachment; filename=\"C:\\\\windows\\\\a.zip\"", "a.zip")]
    [InlineData("attachment; filename=\"..\"", "downloadCertificates.zip")]
    [InlineData(null, "downloadCertificates.zip")]
    public async Task File_has_a_name_without_folders(string? disposition, string expected)
    {
        using var download = Ok(await DownloadAsync(Some.File(Some.Zip, disposition)));
        Assert.Equal(expected, download.FileName);
    }

    [Fact]
    public async Task File_is_hashed_while_it_is_read()
    {
        var content = RandomNumberGenerator.GetBytes(300_000);
        using var download = Ok(await DownloadAsync(Some.File(content, null)));
        using var target = new MemoryStream();
        Assert.Null(download.Sha256);
        Assert.Equal((content.Length, "application/zip"), ((int)download.Length!, download.ContentType));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), await download.CopyToAsync(target));
        Assert.Equal(content, target.ToArray());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), download.Sha256);
    }

    [Fact]
    public async Task File_arrives_before_it_is_complete_and_a_break_shows_while_reading()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var half = new TaskCompletionSource();
        var serving = Task.Run(async () =>
        {
            using var socket = await listener.AcceptSocketAsync();
            await socket.ReceiveAsync(new byte[4096]);
            await socket.SendAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\nContent-Length: 100\r\n\r\nhalf"));
            await half.Task;
        });
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}") };
        using var download = Ok(await new BcsClient(http, "p").DownloadCertificatesAsync("b", "org", CertificateType.Ca));
        var buffer = new byte[4];
        await download.Content.ReadExactlyAsync(buffer);
        Assert.Equal("half", Encoding.ASCII.GetString(buffer));
        half.SetResult();
        await serving;
        await Assert.ThrowsAnyAsync<IOException>(() => download.CopyToAsync(Stream.Null));
        Assert.Null(download.Sha256);
    }

    [Theory]
    [InlineData("text/html", "<html></html>")]
    [InlineData("application/json", """{"result":"success"}""")]
    public async Task Answer_that_is_no_file_is_unclear(string type, string body)
    {
        var result = await DownloadAsync(Some.File(Encoding.UTF8.GetBytes(body), null, type));
        Assert.Equal(("NotFile", 200), (Assert.IsType<BcsResult<BcsDownload>.Unclear>(result).Reason, ((BcsResult<BcsDownload>.Unclear)result).Status));
    }

    [Fact]
    public async Task Refusal_of_a_download_is_refused_with_its_code()
    {
        var result = await DownloadAsync(Some.Json(400, """{"error_code":"BCS.4001011","error_msg":"gone"}"""));
        Assert.Equal("BCS.4001011", Assert.IsType<BcsResult<BcsDownload>.Refused>(result).Error.Code);
    }

    [Theory]
    [InlineData("admin", CertificateType.Admin)]
    [InlineData("user", CertificateType.User)]
    [InlineData("ca", CertificateType.Ca)]
    public async Task Certificate_type_is_sent_in_small_letters(string expected, CertificateType type)
    {
        using var handler = new AnsweringHandler(_ => Some.File(Some.Zip, null));
        using var http = new HttpClient(handler) { BaseAddress = new Uri("http://localhost") };
        Ok(await new BcsClient(http, "p").DownloadCertificatesAsync("b", "org 1", type)).Dispose();
        Assert.Equal($"?org_name=org%201&cert_type={expected}", handler.Request!.RequestUri!.Query);
    }

    [Fact]
    public async Task Upload_is_one_part_named_file()
    {
        using var handler = new AnsweringHandler(_ => Some.Json(200, """{"result":"success"}"""));
        using var http = new HttpClient(handler) { BaseAddress = new Uri("http://localhost") };
        var result = await new BcsClient(http, "p").FreezeUserCertificateAsync("b", "org", "user", Some.Upload());
        Assert.Equal("success", Assert.IsType<BcsResult<UserCertificateResult>.Ok>(result).Value.Result);
        Assert.StartsWith("multipart/form-data; boundary=", handler.ContentType, StringComparison.Ordinal);
        Assert.Matches("Content-Type: application/zip\r\nContent-Disposition: form-data; name=file; filename=user01.zip", handler.Body);
    }

    [Fact]
    public async Task Certificate_that_the_service_keeps_is_frozen_without_a_body()
    {
        using var handler = new AnsweringHandler(_ => Some.Json(200, """{"result":"success"}"""));
        using var http = new HttpClient(handler) { BaseAddress = new Uri("http://localhost") };
        await new BcsClient(http, "p").UnfreezeUserCertificateAsync("b", "org", "user", null);
        Assert.Equal((null, ""), (handler.ContentType, handler.Body));
    }

    private static async Task<BcsResult<BcsDownload>> DownloadAsync(HttpResponseMessage answer)
    {
        using var http = new HttpClient(new AnsweringHandler(_ => answer)) { BaseAddress = new Uri("http://localhost") };
        return await new BcsClient(http, "p").DownloadCertificatesAsync("b", "org", CertificateType.Admin);
    }

    private static BcsDownload Ok(BcsResult<BcsDownload> result) => Assert.IsType<BcsResult<BcsDownload>.Ok>(result).Value;
}
