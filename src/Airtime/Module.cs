namespace LangSo.Airtime;

/// <summary>
/// Airtime owns the records and topics of the device link, the gate that verifies orders and the one function that turns orders
/// into a timeline. It may know only Foundation; it does no I/O and has nothing to register: server and player call it.
/// </summary>
internal static class Module;
