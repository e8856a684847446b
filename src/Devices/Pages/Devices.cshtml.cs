using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;

namespace LangSo.Devices.Pages;

/// <summary>Loudspeakers: how each stands.</summary>
[Authorize(Policy = Rights.SeeDevices)]
public sealed class DevicesModel(DeviceDesk desk, Gazetteers gazetteers, TimeProvider clock) : DeviceListPage(desk, gazetteers, clock, DeviceKind.Loudspeaker);
